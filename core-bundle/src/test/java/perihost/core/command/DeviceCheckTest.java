package perihost.core.command;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.Test;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.device.Condition;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome.Unsettled;
import perihost.core.Bench;

/** A terminal in trouble can be asked what the trouble is (E5), and a payment that is being settled goes on. */
public class DeviceCheckTest extends OneTerminal {
    private Response check(String id) {
        return bench.answer(id, "payment_device_check");
    }

    private static void failed(ErrorCode with, Response answer) {
        assertEquals(answer.toString(), with, answer.error().orElseThrow().code());
    }

    private void showsAs(Condition condition) {
        terminal.context.report(condition);
        bench.awaitState(condition.state());
    }

    /** Its driver is being asked how a payment ended. */
    private void settling() {
        pay("c1");
        terminal.outcome.complete(new Unsettled("the line was lost"));
        Bench.take(terminal.asked);
        bench.awaitState(DeviceState.ERROR);
    }

    @Test
    public void isAskedOfATerminalInTrouble() {
        showsAs(Condition.error("the card reader is faulty"));
        assertEquals(Map.of("deviceId", "t1", "state", "4"), check("k1").result());
        showsAs(Condition.hung("no answer"));
        terminal.checking = () -> {
            terminal.context.report(Condition.ready());
            return CompletableFuture.completedFuture(null);
        };
        assertEquals(Map.of("deviceId", "t1", "state", "2"), check("k2").result());
        assertEquals(List.of("open", "check", "check"), terminal.calls);
    }

    @Test
    public void isNotAskedOfATerminalThatIsBusyOrAway() {
        showsAs(Condition.disconnected("the plug was pulled"));
        failed(ErrorCode.DEVICE_NOT_READY, check("k1"));
        showsAs(Condition.connecting());
        failed(ErrorCode.DEVICE_NOT_READY, check("k2"));
        showsAs(Condition.ready());
        pay("c1");
        failed(ErrorCode.DEVICE_NOT_READY, check("k3"));
        showsAs(Condition.hung("no answer")); // in the middle of the payment
        failed(ErrorCode.DEVICE_NOT_READY, check("k4"));
        assertEquals(List.of("open", "start c1"), terminal.calls);
    }

    @Test
    public void leavesASettlementAloneThatItIsNotAnsweredFor() {
        settling();
        terminal.checking = CompletableFuture::new;
        failed(ErrorCode.DEVICE_CHECK_FAILED, check("k1"));
        terminal.settled.complete(APPROVED);
        assertEquals(List.of("payment_complete c1"), bench.outcomesUntilReady());
        assertEquals(Optional.empty(), bench.leftover());
        assertEquals(List.of("open", "start c1", "settle c1", "check"), terminal.calls);
    }

    @Test
    public void hasTheTerminalToItselfUntilItIsAnswered() {
        settling();
        CompletableFuture<Void> checked = new CompletableFuture<>();
        terminal.checking = () -> checked;
        CompletionStage<Response> first = bench.ask("k1", "payment_device_check");
        Bench.take(terminal.checked);
        failed(ErrorCode.DEVICE_NOT_READY, check("k2"));
        terminal.settled.complete(APPROVED);
        assertEquals(List.of("payment_complete c1"), bench.outcomesUntilReady());
        failed(ErrorCode.DEVICE_NOT_READY, pay("c2"));
        checked.complete(null);
        assertEquals(Map.of("deviceId", "t1", "state", "2"), Bench.await(first).result());
        assertEquals(Status.OK, pay("c2").status());
    }
}
