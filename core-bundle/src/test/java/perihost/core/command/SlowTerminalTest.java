package perihost.core.command;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;
import perihost.api.command.Response;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.core.Bench;

/** Terminals that take too long for a cancel or a reset, in the middle of a payment: it is not disturbed. */
public class SlowTerminalTest extends OneTerminal {
    private static void failed(ErrorCode with, Response answer) {
        assertEquals(with, answer.error().orElseThrow().code());
    }

    private void paysOn() {
        bench.awaitState(DeviceState.PROCESSING);
        terminal.outcome.complete(APPROVED);
        assertEquals(List.of("payment_complete c1"), bench.outcomesUntilReady());
        assertEquals(Optional.empty(), bench.leftover());
    }

    @Test
    public void leavesAPaymentAloneThatIsNotCancelledInTime() {
        pay("c1");
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        terminal.cancelling = () -> cancelled;
        failed(ErrorCode.PAYMENT_CANCEL_FAILED, bench.answer("x1", "payment_cancel"));
        cancelled.complete(null);
        paysOn();
        assertEquals(List.of("open", "start c1", "cancel"), terminal.calls);
    }

    @Test
    public void leavesAPaymentAloneWhoseTerminalIsNotResetInTime() {
        pay("c1");
        terminal.resetting = CompletableFuture::new;
        failed(ErrorCode.PAYMENT_RESET_FAILED, bench.answer("r1", "payment_reset"));
        paysOn();
        assertEquals(List.of("open", "start c1", "reset"), terminal.calls);
    }

    @Test
    public void failsAResetThatThePaymentsEndDoesNotFollow() {
        pay("c1");
        failed(ErrorCode.PAYMENT_RESET_FAILED, bench.answer("r1", "payment_reset"));
        paysOn();
        failed(ErrorCode.PAYMENT_CANCEL_FAILED, bench.answer("x1", "payment_cancel"));
    }

    @Test
    public void neverMakesACancelLateThatWasToldToHaveFailed() {
        pay("c1");
        CountDownLatch go = new CountDownLatch(1);
        terminal.context.executor().execute(() -> Bench.block(go));
        failed(ErrorCode.PAYMENT_CANCEL_FAILED, bench.answer("x1", "payment_cancel"));
        go.countDown();
        paysOn();
        assertEquals(List.of("open", "start c1"), terminal.calls);
    }

    @Test
    public void findsADriverThatIsStuckInACancel() {
        pay("c1");
        terminal.cancelling = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new CompletableFuture<>();
        };
        failed(ErrorCode.PAYMENT_CANCEL_FAILED, bench.answer("x1", "payment_cancel"));
        bench.awaitState(DeviceState.HUNG);
        assertEquals("c1", Bench.take(terminal.asked).request().commandId());
        terminal.settled.complete(APPROVED);
        assertEquals(List.of("payment_complete c1"), bench.outcomesUntilReady());
    }
}
