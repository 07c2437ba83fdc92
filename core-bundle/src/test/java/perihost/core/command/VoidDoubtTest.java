package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.event.DeviceEvent;
import perihost.api.event.EventStream.Subscription;
import perihost.api.payment.OpenVoid;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.api.payment.PaymentOutcome.Failed;
import perihost.api.payment.PaymentOutcome.Unsettled;
import perihost.api.payment.VoidRequest;
import perihost.core.Bench;
import perihost.core.Bench.HandClock;
import perihost.core.journal.Entry;
import perihost.core.journal.Journal;

/** Voids that the host died over, or whose terminal's driver failed: asked for, told once, and the device is free. */
public class VoidDoubtTest extends OneAbleTerminal {
    private static final String DONE = "payment_transaction_cancelled ";
    private static final String NOT_DONE = "payment_transaction_cancel_failed ";

    private void settledForGood(String id) throws IOException {
        able.askedVoids.clear();
        restart();
        assertEquals("nothing is told again", List.of(), bench.outcomesUntilReady());
        assertTrue("a duplicate is not run again", undo(id).replayed());
        assertEquals("nothing is asked again", 0, able.askedVoids.size());
        nothingMoreIsTold();
    }

    @Test
    public void settlesAfterACrashWhileItRan() throws IOException {
        undo("v1");
        restart();
        OpenVoid open = Bench.take(able.askedVoids);
        assertEquals(new VoidRequest("v1", "00001234", "20261121", 10_000), open.request());
        assertEquals(Map.of("baseline", "V-77"), open.notes());
        assertEquals(bench.clock.instant(), open.startedAt());
        assertEquals(DeviceState.ERROR, bench.device().state());
        assertEquals("void v1 is open", bench.device().lastError());
        assertEquals(ErrorCode.DEVICE_NOT_READY, code(pay("c1")));
        assertTrue("a duplicate is not run again", undo("v1").replayed());
        Bench.take(able.settlings).complete(UNDONE);
        assertEquals(List.of(DONE + "v1"), bench.outcomesUntilReady());
        assertEquals("", bench.device().lastError());
        assertEquals(List.of("open", "void v1", "open", "settleVoid v1"), able.calls);
        settledForGood("v1");
    }

    @Test
    public void settlesAfterACrashBeforeTheTerminalHadTakenIt() throws IOException {
        able.voiding = CompletableFuture::new;
        askUndo("v1");
        Bench.take(able.voided);
        restart();
        Bench.take(able.settlings).complete(new Failed("the terminal knows nothing of it"));
        assertEquals(List.of(NOT_DONE + "v1"), bench.outcomesUntilReady());
        settledForGood("v1");
    }

    @Test
    public void settlesAfterACrashWhileItWasSettled() throws IOException {
        undo("v1");
        restart();
        Bench.take(able.settlings);
        restart();
        Bench.take(able.settlings).complete(new Declined("원거래없음"));
        assertEquals(List.of(NOT_DONE + "v1"), bench.outcomesUntilReady());
        settledForGood("v1");
    }

    @Test
    public void asksNothingAfterACrashWhenItWasRefused() throws IOException {
        able.voiding = () ->
                CompletableFuture.failedFuture(new DeviceException(ErrorCode.PAYMENT_START_FAILED, "it will not"));
        undo("v1");
        restart();
        assertEquals(List.of(), bench.outcomesUntilReady());
        assertEquals(0, able.askedVoids.size());
    }

    @Test
    public void keepsItsAnswerForADayOverRestarts() throws IOException {
        Response first = undo("v1");
        able.undone.complete(UNDONE);
        bench.awaitState(DeviceState.READY);
        bench.close();
        bench = later(Duration.ofHours(24).minusMillis(1));
        assertEquals(first.asReplayed(), undo("v1"));
        bench.close();
        bench = later(Duration.ofHours(24));
        bench.drivers.come("t1", able);
        bench.awaitState(DeviceState.READY);
        assertFalse(undo("v1").replayed());
    }

    /** A host that is started when so much time has passed. */
    private Bench later(Duration time) throws IOException {
        return new Bench(folder.getRoot().toPath(), Bench.HASTE, (path, retention, clock, limits) -> {
            ((HandClock) clock).pass(time);
            return Journal.open(path, retention, clock, limits);
        });
    }

    @Test
    public void tellsClientsOf11WhoComeBackAfterACrashHowItEnded() throws IOException {
        undo("v1");
        able.undone.complete(UNDONE);
        DeviceEvent told = news();
        bench.awaitState(DeviceState.READY);
        restart();
        bench.awaitState(DeviceState.READY);
        String before = "00000000-0000-7000-8000-000000000000";
        try (Subscription back = bench.events.subscribe("back", Optional.of(before), () -> {})) {
            DeviceEvent again = back.poll()
                    .filter(e -> !e.eventType().equals("device_state_changed"))
                    .or(back::poll)
                    .orElseThrow();
            assertEquals(told.eventId(), again.eventId());
            assertEquals(told.data(), again.data());
            assertEquals(ProtocolVersion.V1_1, again.fromVersion());
        }
    }

    @Test
    public void isFreeThoughNobodyKnowsHowItEnded() throws IOException {
        undo("v1");
        restart();
        Bench.take(able.settlings).complete(new Unsettled("the slip is gone"));
        DeviceEvent told = news();
        assertEquals("payment_transaction_cancel_failed", told.eventType());
        assertEquals("PROCESSING_ERROR", told.data().get("errorCode"));
        assertEquals(
                "the approval may have been cancelled, check it with the VAN: the slip is gone",
                told.data().get("errorMessage"));
        assertEquals("2", told.data().get("state"));
        bench.awaitState(DeviceState.READY);
        settledForGood("v1");
        assertEquals(Status.OK, pay("c1").status());
    }

    @Test
    public void settlesOnceWhatTheDriverLost() {
        undo("v1");
        able.undone.completeExceptionally(new IllegalStateException("a fault"));
        bench.awaitState(DeviceState.ERROR);
        assertEquals("void v1 is open", bench.device().lastError());
        CompletableFuture<PaymentOutcome> settling = Bench.take(able.settlings);
        settling.completeExceptionally(new DeviceException(ErrorCode.PROCESSING_ERROR, "nothing comes back"));
        assertEquals(List.of(NOT_DONE + "v1"), bench.outcomesUntilReady());
        assertEquals(
                "the approval may have been cancelled, check it with the VAN: nothing comes back",
                bench.device().lastError());
        assertEquals(1, able.askedVoids.size());
        nothingMoreIsTold();
    }

    @Test
    public void acceptsWhatTheTerminalMayHaveTaken() {
        able.voiding = () -> CompletableFuture.failedFuture(
                new DeviceException(ErrorCode.PROCESSING_ERROR, "written, not acknowledged"));
        assertEquals(Status.OK, undo("v1").status());
        Bench.take(able.settlings).complete(UNDONE);
        assertEquals(List.of(DONE + "v1"), bench.outcomesUntilReady());
    }

    @Test
    public void asksTheDriverThatWasOpenedAnewOnceMore() {
        undo("v1");
        able.fault();
        CompletableFuture<PaymentOutcome> first = Bench.take(able.settlings);
        able.fault();
        CompletableFuture<PaymentOutcome> second = Bench.take(able.settlings);
        first.complete(UNDONE); // late: of a driver that was closed
        second.complete(UNDONE);
        assertEquals(List.of(DONE + "v1"), bench.outcomesUntilReady());
        assertEquals(0, able.settlings.size());
        nothingMoreIsTold();
    }

    @Test
    public void settlesByTheNextDriverWhenTheFirstGoes() {
        undo("v1");
        leave.run();
        bench.awaitState(DeviceState.DISCONNECTED);
        bench.drivers.come("t1", able);
        Bench.take(able.settlings).complete(UNDONE);
        assertEquals(List.of(DONE + "v1"), bench.outcomesUntilReady());
    }

    @Test
    public void settlesAPaymentAndAVoidOldestFirst() throws IOException {
        undo("v1");
        bench.close();
        alsoOpen("c2");
        open();
        CompletableFuture<PaymentOutcome> first = Bench.take(able.settlings);
        assertEquals(0, able.asked.size());
        first.complete(new Unsettled("silence"));
        assertEquals("c2", Bench.take(able.asked).request().commandId());
        assertEquals(DeviceState.ERROR, bench.device().state());
        assertEquals("payment c2 is open", bench.device().lastError());
        able.settled.complete(APPROVED);
        assertEquals(List.of(NOT_DONE + "v1", "payment_complete c2"), bench.outcomesUntilReady());
    }

    /** As if the host had died over a payment too. */
    private void alsoOpen(String commandId) throws IOException {
        Path path = folder.getRoot().toPath();
        try (Journal journal = Journal.open(path, Contract.retention(), bench.clock, Contract.limits())) {
            Map<String, String> fields = Map.of("type", "payment_start", "deviceId", "t1", "amount", "10000");
            long at = bench.clock.millis() + 1;
            Bench.await(journal.append(new Entry(Entry.Kind.ACCEPTED, commandId, at, fields)));
        }
    }
}
