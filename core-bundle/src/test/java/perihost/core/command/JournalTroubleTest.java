package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.api.payment.PaymentOutcome.Unsettled;
import perihost.core.Bench;
import perihost.core.ScriptedPrinter;
import perihost.core.journal.TroubledDisk;

/** What clients are told while the journal is slow, or cannot be written (C3, C5). */
public class JournalTroubleTest extends OneAbleTerminal {
    private static final int HASTE = 4; // a time limit is met here only where a test means it
    private final TroubledDisk disk = new TroubledDisk();

    @Override
    Bench bench() throws IOException {
        return new Bench(folder.getRoot().toPath(), HASTE, disk::open);
    }

    private Response print(String id) {
        return bench.answer(id, "printer_print", "jobId", id, "data", "SGVsbG8K");
    }

    @Test
    public void acceptsAPaymentThoughDiskAndTerminalWereSlow() throws InterruptedException {
        terminal.taking = CompletableFuture::new;
        disk.holdForces();
        CompletionStage<Response> asked = bench.ask("c1", "payment_start", "amount", "10000");
        disk.awaitHeldForce();
        bench.pass(Duration.ofMillis(2_800)); // with the 2.5 s of the terminal's more than an answer may take
        disk.letForcesGo();
        Response answer = Bench.await(asked);
        assertEquals(Status.OK, answer.status());
        assertEquals(answer.asReplayed(), pay("c1"));
        assertEquals(List.of("open", "start c1"), terminal.calls);
    }

    @Test
    public void tellsAnOutcomeOnceThatCouldNotBeWrittenAtFirst() throws IOException {
        ScriptedPrinter printer = new ScriptedPrinter();
        bench.drivers.come("p1", printer);
        bench.awaitState(DeviceState.READY);
        pay("c1");
        bench.awaitState(DeviceState.PROCESSING);
        disk.fail();
        terminal.outcome.complete(APPROVED);
        assertEquals(List.of("payment_complete c1"), bench.outcomesUntilReady());
        refused(pay("c2"));
        refused(undo("v1"));
        refused(print("j1"));
        assertEquals(List.of("open", "start c1"), terminal.calls);
        assertEquals(List.of(), printer.printed);
        disk.heal();
        payOnceTheJournalIsWell("c2");
        bench.close();
        open();
        assertEquals("and nothing else", List.of(), bench.outcomesUntilReady());
        assertTrue(pay("c1").replayed());
        assertEquals(0, terminal.asked.size());
        assertEquals(Optional.empty(), bench.leftover());
    }

    @Test
    public void settlesByWhatIsOnDiskAlone() {
        pay("c1");
        Bench.take(terminal.started);
        Map<String, String> big = Map.of("big", "x".repeat(60_000));
        disk.fail();
        DeviceException unwritten = assertThrows(DeviceException.class, () -> terminal.journal.note(big));
        assertEquals(ErrorCode.PROCESSING_ERROR, unwritten.code());
        terminal.outcome.complete(new Unsettled("the line was lost"));
        assertEquals(Map.of("baseline", "A-77"), Bench.take(terminal.asked).notes());
        disk.heal();
        awaitJournal();
        terminal.journal.note(big); // it was not counted
    }

    private static void refused(Response answer) {
        assertEquals(ErrorCode.PROCESSING_ERROR, answer.error().orElseThrow().code());
    }

    private void awaitJournal() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!bench.journal.healthy() && System.nanoTime() < until) Thread.onSpinWait();
    }

    private void payOnceTheJournalIsWell(String id) {
        awaitJournal();
        terminal.outcome = new CompletableFuture<>();
        assertEquals(Status.OK, pay(id).status());
        bench.awaitState(DeviceState.PROCESSING);
        terminal.outcome.complete(new Declined("no"));
        assertEquals(List.of("payment_failed " + id), bench.outcomesUntilReady());
    }
}
