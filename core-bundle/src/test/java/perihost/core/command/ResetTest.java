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
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.device.DeviceState;
import perihost.api.event.DeviceEvent;
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
public class ResetTest {
    private static final Duration TO_OPEN = Duration.ofSeconds(1);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final LinkedBlockingQueue<FedLine> lines = new LinkedBlockingQueue<>();
    private volatile CompletableFuture<Void> resetting = CompletableFuture.completedFuture(null);
    private final ScriptedPrinter printer = new ScriptedPrinter() {
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
    private Bench bench;

    @Before
    public void start() throws IOException {
        bench = new Bench(folder.getRoot().toPath(), 1, Journal::open);
        bench.lines.put("fed", FedLine.provider(lines));
        bench.drivers.come("p1", printer);
        bench.awaitState(DeviceState.READY);
    }

    @After
    public void stop() {
        bench.close();
    }

    private void print(String id) {
        assertEquals(
                Status.OK,
                bench.answer(id, "printer_print", "jobId", id, "data", "SGVsbG8K")
                        .status());
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
        List<DeviceEvent> told = bench.eventsUntil(e -> e.eventType().equals("printer_job_complete"));
        assertEquals("false", told.get(told.size() - 1).data().get("success"));
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
        print("j1");
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
        print("j1");
        Bench.await(held);
        CompletionStage<Response> reset = reset();
        go.countDown();
        checkEnded(reset);
    }

    @Test
    public void endsAJobThatIsStuckOnItsLine() {
        printer.work = job -> CompletableFuture.completedFuture(stick());
        print("j1");
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
        DeviceEvent ended = bench.eventsUntil(e -> e.eventType().equals("printer_job_complete"))
                .get(1);
        assertEquals("true", ended.data().get("success"));
    }
}
