package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.Test;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.event.DeviceEvent;
import perihost.api.payment.OpenPayment;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Cancelled;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.api.payment.PaymentOutcome.Failed;
import perihost.api.payment.PaymentOutcome.Unsettled;
import perihost.api.payment.PaymentRequest;
import perihost.api.payment.StartedPayment;
import perihost.core.Bench;

public class PayingTest extends OneTerminal {
    private DeviceEvent outcome() {
        List<DeviceEvent> told = bench.eventsUntil(e -> e.eventType().startsWith("payment_"));
        return told.get(told.size() - 1);
    }

    @Test
    public void tellsAnApproval() {
        assertEquals(Map.of("deviceId", "t1", "state", "3"), pay("c1").result());
        terminal.outcome.complete(APPROVED);
        DeviceEvent told = outcome();
        assertEquals("payment_complete", told.eventType());
        assertEquals(
                Map.of(
                        "transactionId", "T1",
                        "amount", "10000",
                        "cardNumber", "123456******7890",
                        "approvalNumber", "00001234",
                        "salesDate", "20261121",
                        "salesTime", "120000",
                        "transactionMedium", "1",
                        "state", "2"),
                told.data());
        assertEquals("2", bench.event().data().get("state"));
        assertEquals(Optional.empty(), bench.leftover());
    }

    @Test
    public void tellsADeclineWithTheTerminalsText() {
        pay("c1");
        terminal.outcome.complete(new Declined("잔액부족"));
        assertEquals(
                Map.of("errorCode", "VAN_REJECTED", "errorMessage", "잔액부족", "amount", "10000", "state", "2"),
                outcome().data());
    }

    @Test
    public void failsWhenTheTerminalCertainlyTookNothing() {
        Supplier<CompletionStage<StartedPayment>> taken = terminal.taking;
        terminal.taking = () -> CompletableFuture.failedFuture(
                new DeviceException(ErrorCode.PAYMENT_START_FAILED, "the terminal refused three times"));
        assertEquals(
                ErrorCode.PAYMENT_START_FAILED, pay("c1").error().orElseThrow().code());
        bench.awaitState(DeviceState.READY);
        terminal.taking = taken;
        assertEquals("it may be asked again", Status.OK, pay("c1").status());
    }

    @Test
    public void settlesAPaymentThatTheDriverLost() {
        pay("c1");
        terminal.outcome.completeExceptionally(new IllegalStateException("a fault"));
        bench.awaitState(DeviceState.ERROR);
        assertEquals("payment c1 is open", bench.registry.snapshots().get(0).lastError());
        assertEquals(ErrorCode.DEVICE_NOT_READY, pay("c2").error().orElseThrow().code());
        terminal.settled.complete(APPROVED);
        DeviceEvent told = outcome();
        assertEquals("payment_complete", told.eventType());
        assertEquals("2", told.data().get("state"));
        assertEquals(Optional.of("c1"), told.commandId());
        bench.awaitState(DeviceState.READY);
    }

    @Test
    public void asksOnWhileOnlyAPersonCanTell() {
        pay("c1");
        CompletableFuture<PaymentOutcome> first = terminal.settled;
        terminal.outcome.complete(new Unsettled("the line was lost"));
        Bench.take(terminal.asked);
        terminal.settled = new CompletableFuture<>();
        first.complete(new Unsettled("the clocks differ"));
        Bench.take(terminal.asked);
        assertEquals(DeviceState.ERROR, bench.registry.snapshots().get(0).state());
        terminal.settled.complete(new Failed("nothing was approved"));
        assertEquals("PROCESSING_ERROR", outcome().data().get("errorCode"));
    }

    @Test
    public void settlesAfterARestartWithWhatTheDriverNoted() throws IOException {
        pay("c1");
        Bench.take(terminal.started);
        bench.close();
        open();
        OpenPayment open = Bench.take(terminal.asked);
        assertEquals(new PaymentRequest("c1", 10_000), open.request());
        assertEquals(Map.of("baseline", "A-77"), open.notes());
        assertTrue("a duplicate is not run again", pay("c1").replayed());
        assertEquals(0, terminal.started.size());
        terminal.settled.complete(APPROVED);
        assertEquals("payment_complete", outcome().eventType());
        bench.awaitState(DeviceState.READY);
        bench.close();
        open();
        bench.awaitState(DeviceState.READY);
        assertEquals("settled for good", 0, terminal.asked.size());
    }

    @Test
    public void settlesByTheNextDriverWhenTheFirstGoes() {
        pay("c1");
        leave.run();
        bench.awaitState(DeviceState.DISCONNECTED);
        bench.drivers.come("t1", terminal);
        assertEquals("c1", Bench.take(terminal.asked).request().commandId());
        terminal.settled.complete(new Failed("nothing was approved"));
        assertEquals("payment_failed", outcome().eventType());
    }

    @Test
    public void cancelsWhatIsInProgressAlone() {
        Response none = bench.answer("x0", "payment_cancel");
        assertEquals(ErrorCode.PAYMENT_CANCEL_FAILED, none.error().orElseThrow().code());
        pay("c1");
        terminal.cancelling = () -> {
            terminal.outcome.complete(new Cancelled());
            return CompletableFuture.completedFuture(null);
        };
        assertEquals(
                Map.of("deviceId", "t1", "state", "2"),
                bench.answer("x1", "payment_cancel").result());
        assertEquals("payment_cancelled", outcome().eventType());
    }

    @Test
    public void neverSaysCancelledOfAnApprovedPayment() {
        pay("c1");
        terminal.cancelling = () -> { // a driver that says yes although the approval won
            terminal.outcome.complete(APPROVED);
            return CompletableFuture.completedFuture(null);
        };
        Response cancel = bench.answer("x1", "payment_cancel");
        assertEquals(
                ErrorCode.PAYMENT_CANCEL_FAILED, cancel.error().orElseThrow().code());
        assertEquals("payment_complete", outcome().eventType());
    }

    @Test
    public void tellsWhichModuleIsFaulty() {
        terminal.checking = () -> CompletableFuture.failedFuture(new DeviceException(
                ErrorCode.DEVICE_CHECK_FAILED, "the card reader is faulty", Map.of("cardReader", "faulty")));
        Response answer = bench.answer("c1", "payment_device_check");
        assertEquals(
                Map.of("cardReader", "faulty"), answer.error().orElseThrow().details());
    }
}
