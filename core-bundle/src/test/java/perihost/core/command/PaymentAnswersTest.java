package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.Test;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Cancelled;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.api.payment.StartedPayment;
import perihost.core.Bench;
import perihost.core.ScriptedTerminal;
import perihost.core.journal.Journal;

/** What commands about payments are answered, again and after restarts. */
public class PaymentAnswersTest extends OneTerminal {
    @Override
    Bench bench() throws IOException {
        return new Bench(folder.getRoot().toPath(), 4, Journal::open); // calls are left unanswered for a while here
    }

    private void restart() throws IOException {
        bench.close();
        open();
        bench.awaitState(DeviceState.READY);
    }

    private void pays(String id, PaymentOutcome outcome) {
        terminal.outcome = new CompletableFuture<>();
        pay(id);
        bench.awaitState(DeviceState.PROCESSING);
        terminal.outcome.complete(outcome);
        bench.awaitState(DeviceState.READY);
    }

    private static ErrorCode code(Response answer) {
        return answer.error().orElseThrow().code();
    }

    @Test
    public void answersATrueCancelOkThoughAnotherTerminalEndedAPayment() {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        terminal.cancelling = () -> {
            terminal.outcome.complete(new Cancelled());
            return cancelled;
        };
        ScriptedTerminal other = new ScriptedTerminal();
        bench.drivers.come("t2", other);
        bench.awaitState(DeviceState.READY);
        bench.answer("c1", "payment_start", "amount", "10000", "deviceId", "t1");
        bench.answer("c2", "payment_start", "amount", "10000", "deviceId", "t2");
        CompletionStage<Response> cancel = bench.ask("x1", "payment_cancel", "deviceId", "t1");
        bench.eventsUntil(e -> e.eventType().equals("payment_cancelled"));
        other.outcome.complete(new Declined("no"));
        bench.eventsUntil(e -> e.eventType().equals("payment_failed"));
        cancelled.complete(null);
        assertEquals(Map.of("deviceId", "t1", "state", "2"), Bench.await(cancel).result());
    }

    @Test
    public void givesAResetsAnswerUnchangedAfterARestart() throws IOException {
        bench.clock.tick();
        Response first = bench.answer("r1", "payment_reset");
        assertEquals(Status.OK, first.status());
        restart();
        assertEquals(first.asReplayed(), bench.answer("r1", "payment_reset"));
        assertEquals(List.of("open", "reset", "open"), terminal.calls);
    }

    @Test
    public void givesACancelsAnswerUnchangedAfterARestart() throws IOException {
        bench.clock.tick();
        terminal.cancelling = () -> {
            terminal.outcome.complete(new Cancelled());
            return CompletableFuture.completedFuture(null);
        };
        pay("c1");
        Response first = bench.answer("x1", "payment_cancel");
        assertEquals(Status.OK, first.status());
        restart();
        assertEquals(first.asReplayed(), bench.answer("x1", "payment_cancel"));
        assertEquals(List.of("open", "start c1", "cancel", "open"), terminal.calls);
    }

    @Test
    public void forgetsNoAnswerWhenTheClockIsSet() {
        pays("c1", APPROVED);
        Response status = bench.answer("s1", "payment_status_check");
        bench.clock.jump(Duration.ofDays(2));
        assertTrue(pay("c1").replayed());
        assertEquals(status.asReplayed(), bench.answer("s1", "payment_status_check"));
        assertEquals(List.of("open", "start c1"), terminal.calls);
    }

    @Test
    public void tellsHowTheLastPaymentEndedOverRestarts() throws IOException {
        Map<String, String> none = status("s0");
        assertEquals(Set.of("deviceId", "state", "stateString", "deviceName"), none.keySet());
        pay("c1");
        bench.awaitState(DeviceState.PROCESSING);
        assertEquals(last("c1", "open", ""), lastOnly(status("s1")));
        terminal.outcome.complete(APPROVED);
        bench.awaitState(DeviceState.READY);
        assertEquals(last("c1", "complete", "00001234"), lastOnly(status("s2")));
        restart();
        assertEquals(last("c1", "complete", "00001234"), lastOnly(status("s3")));
        pays("c2", new Declined("no"));
        assertEquals(last("c2", "failed", ""), lastOnly(status("s4")));
        pays("c3", new Cancelled());
        assertEquals(last("c3", "cancelled", ""), lastOnly(status("s5")));
        Response old = Bench.await(
                bench.dispatcher.execute(Bench.command(ProtocolVersion.V1_0, "s6", "payment_status_check")));
        assertEquals(none, old.result());
    }

    private Map<String, String> status(String id) {
        return bench.answer(id, "payment_status_check").result();
    }

    private static Map<String, String> lastOnly(Map<String, String> status) {
        Map<String, String> last = new HashMap<>(status);
        last.keySet().removeIf(name -> !name.startsWith("last"));
        return last;
    }

    private static Map<String, String> last(String commandId, String outcome, String approvalNumber) {
        return Map.of(
                "lastCommandId", commandId,
                "lastOutcome", outcome,
                "lastAmount", "10000",
                "lastApprovalNumber", approvalNumber);
    }

    @Test
    public void tellsOfTheLastPaymentStillWhenTheNextWasNotBegun() {
        pays("c1", APPROVED);
        terminal.taking = () -> CompletableFuture.failedFuture(
                new DeviceException(ErrorCode.PAYMENT_START_FAILED, "the terminal refused three times"));
        assertEquals(ErrorCode.PAYMENT_START_FAILED, code(pay("c2")));
        assertEquals(last("c1", "complete", "00001234"), lastOnly(status("s1")));
    }

    @Test
    public void asksATerminalOneThingAtATime() {
        CompletableFuture<Void> checked = new CompletableFuture<>();
        terminal.checking = () -> checked;
        CompletionStage<Response> first = bench.ask("k1", "payment_device_check");
        Bench.take(terminal.checked);
        assertEquals(ErrorCode.DEVICE_NOT_READY, code(bench.answer("k2", "payment_device_check")));
        assertEquals(ErrorCode.DEVICE_NOT_READY, code(pay("c1")));
        checked.complete(null);
        assertEquals(Status.OK, Bench.await(first).status());
        assertEquals(List.of("open", "check"), terminal.calls);
        assertEquals("it is free again", Status.OK, pay("c1").status());
    }

    @Test
    public void checksNoTerminalWhileAPaymentStarts() {
        CompletableFuture<StartedPayment> taken = new CompletableFuture<>();
        terminal.taking = () -> taken;
        CompletionStage<Response> start = bench.ask("c1", "payment_start", "amount", "10000");
        Bench.take(terminal.started);
        assertEquals(ErrorCode.DEVICE_NOT_READY, code(bench.answer("k1", "payment_device_check")));
        taken.complete(new StartedPayment(terminal.outcome));
        assertEquals(Status.OK, Bench.await(start).status());
        assertEquals(List.of("open", "start c1"), terminal.calls);
    }

    @Test
    public void countsACodeThatIsNotADriversToUseAsItsFault() {
        terminal.checking = () ->
                CompletableFuture.failedFuture(new DeviceException(ErrorCode.PARSE_ERROR, "not a driver's to say"));
        assertEquals(ErrorCode.PROCESSING_ERROR, code(bench.answer("k1", "payment_device_check")));
        bench.awaitState(DeviceState.ERROR);
        bench.awaitState(DeviceState.READY);
        terminal.checking = () -> {
            throw new DeviceException(ErrorCode.DEVICE_NOT_FOUND, "not a driver's to say");
        };
        Response answer = bench.answer("k2", "payment_device_check");
        assertEquals(ErrorCode.PROCESSING_ERROR, code(answer));
        assertEquals("internal error", answer.error().orElseThrow().message());
        bench.awaitState(DeviceState.ERROR);
    }
}
