package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.Test;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.printer.PrintFailure;
import perihost.api.printer.PrintOutcome;
import perihost.api.printer.PrintOutcome.NotPrinted;
import perihost.api.printer.PrintOutcome.Printed;
import perihost.core.Bench;
import perihost.core.FedLine;
import perihost.core.ScriptedPrinter;
import perihost.core.journal.Journal;

/** What a reset ends, whatever moment it comes at, and what it leaves alone. */
public class ResetTest extends OnePrinter {
    private static final Duration TO_OPEN = Duration.ofSeconds(1);

    private final LinkedBlockingQueue<FedLine> lines = new LinkedBlockingQueue<>();
    private volatile CompletableFuture<Void> resetting = CompletableFuture.completedFuture(null);

    @Override
    ScriptedPrinter printer() {
        return new ScriptedPrinter() {
            @Override
            public CompletionStage<Void> reset() {
                try {
                    context.open("fed:", TO_OPEN);
                    return super.reset().thenCompose(done -> resetting);
                } catch (LineException e) {
                    return CompletableFuture.failedFuture(e);
                }
            }
        };
    }

    @Override
    Bench bench() throws IOException {
        // no limit is to end what the reset must end
        Bench unhurried = new Bench(folder.getRoot().toPath(), 1, Journal::open);
        unhurried.lines.put("fed", FedLine.provider(lines));
        return unhurried;
    }

    /** The reset that is asked now, on its way to the driver. */
    private CompletionStage<Response> reset() {
        CompletionStage<Response> answer = bench.ask("reset", "printer_reset");
        bench.stop().run(); // the core has passed it on
        return answer;
    }

    /** One outcome, then READY, and the line that the reset opened is left open. */
    private void checkEnded(CompletionStage<Response> reset) {
        Response answer = Bench.await(reset);
        assertEquals(Map.of("deviceId", "p1", "state", "2"), answer.result());
        Map<String, String> ended = ended().data();
        assertEquals("false", ended.get("success"));
        String why = ended.get("errorMessage");
        assertTrue(why, why.startsWith("LINE_LOST "));
        assertEquals(List.of(), bench.outcomesUntilReady());
        assertEquals(Optional.empty(), bench.leftover());
        assertFalse(Bench.take(lines).isClosed());
    }

    /** Prints on a line that takes nothing: as long as nobody closes it. */
    private PrintOutcome stick() {
        try {
            Line line = printer.context.open("fed:", TO_OPEN);
            while (!line.awaitInput(Duration.ofDays(1))) Thread.interrupted(); // deaf to interrupts
            return new Printed();
        } catch (LineException e) {
            return new NotPrinted(PrintFailure.LINE_LOST, e.getMessage(), 0);
        }
    }

    @Test
    public void endsAJobThatTheDriverWasNotAskedForYet() {
        printer.work = job -> CompletableFuture.completedFuture(stick());
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        printer.context.executor().execute(() -> {
            held.countDown();
            Bench.block(go);
        });
        Bench.await(held);
        assertEquals(Status.OK, print("j1").status());
        CompletionStage<Response> reset = reset();
        go.countDown();
        checkEnded(reset);
        assertEquals(List.of(), printer.printed);
    }

    @Test
    public void endsAJobThatWasAboutToOpenItsLine() {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        printer.work = job -> {
            held.countDown();
            Bench.block(go);
            return CompletableFuture.completedFuture(stick());
        };
        assertEquals(Status.OK, print("j1").status());
        Bench.await(held);
        CompletionStage<Response> reset = reset();
        go.countDown();
        checkEnded(reset);
    }

    @Test
    public void endsAJobThatIsStuckOnItsLine() {
        printer.work = job -> CompletableFuture.completedFuture(stick());
        assertEquals(Status.OK, print("j1").status());
        FedLine stuck = Bench.take(lines);
        checkEnded(reset());
        assertTrue(stuck.isClosed());
    }

    @Test
    public void leavesAJobAloneThatCameAfterIt() {
        CompletableFuture<PrintOutcome> outcome = new CompletableFuture<>();
        printer.work = job -> outcome;
        resetting = new CompletableFuture<>();
        Runnable go = bench.stop();
        CompletionStage<Response> reset = bench.ask("reset", "printer_reset");
        CompletionStage<Response> print = bench.ask("j1", "printer_print", "jobId", "j1", "data", "SGVsbG8K");
        go.run();
        assertEquals("j1", Bench.take(printer.began));
        resetting.complete(null);
        assertEquals(Status.OK, Bench.await(reset).status());
        assertEquals(Status.OK, Bench.await(print).status());
        outcome.complete(new Printed());
        assertEquals("true", ended().data().get("success"));
    }

    @Test
    public void endsAJobThatItsDriverForgets() {
        CompletableFuture<PrintOutcome> outcome = new CompletableFuture<>();
        printer.work = job -> outcome;
        print("c1");
        assertEquals(Status.OK, bench.answer("c2", "printer_reset").status());
        assertEquals("false", ended().data().get("success"));
    }
}
