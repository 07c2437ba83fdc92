package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.Test;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.event.DeviceEvent;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Cancelled;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.api.payment.PaymentOutcome.Failed;
import perihost.api.payment.PaymentOutcome.NotStarted;
import perihost.api.payment.PaymentOutcome.Unsettled;
import perihost.api.payment.StartedPayment;
import perihost.api.payment.VoidRequest;
import perihost.core.Bench;
import perihost.core.ScriptedTerminal;

/** Undoing an approval: answered, told once, to 1.1 clients alone. */
public class VoidingTest extends OneAbleTerminal {
    private static final String IN_DOUBT = "the approval may have been cancelled, check it with the VAN: ";

    @Test
    public void tellsThatAnApprovalIsUndone() {
        assertEquals(Map.of("deviceId", "t1", "state", "3"), undo("v1").result());
        assertEquals(new VoidRequest("v1", "00001234", "20261121", 10_000), able.voided.remove());
        assertEquals("3", bench.event().data().get("state"));
        able.undone.complete(UNDONE);
        DeviceEvent told = bench.event();
        assertEquals("payment_transaction_cancelled", told.eventType());
        assertEquals(
                Map.of(
                        "transactionId", "T2",
                        "amount", "10000",
                        "cardNumber", "123456******7890",
                        "approvalNumber", "00001234",
                        "salesDate", "20261122",
                        "salesTime", "090000",
                        "transactionMedium", "1",
                        "state", "2"),
                told.data());
        assertEquals(Optional.of("v1"), told.commandId());
        assertEquals(ProtocolVersion.V1_1, told.fromVersion());
        DeviceEvent ready = bench.event();
        assertEquals("device_state_changed", ready.eventType());
        assertEquals("2", ready.data().get("state"));
        assertEquals("no number is left out", told.sequence() + 1, ready.sequence());
        assertEquals("", bench.device().lastError());
        nothingMoreIsTold();
    }

    @Test
    public void tellsWhyNothingIsUndone() {
        Map<PaymentOutcome, List<String>> outcomes = Map.of(
                new Declined("원거래없음"), List.of("VAN_REJECTED", "원거래없음"),
                new NotStarted("never acknowledged"), List.of("PAYMENT_START_FAILED", "never acknowledged"),
                new Failed("no card"), List.of("PROCESSING_ERROR", "no card"),
                new Cancelled(), List.of("PROCESSING_ERROR", "it was stopped before anything was cancelled"),
                new Unsettled("silence"), List.of("PROCESSING_ERROR", IN_DOUBT + "silence"));
        outcomes.forEach((outcome, said) -> {
            able.undone = new CompletableFuture<>();
            assertEquals(Status.OK, undo("v " + outcome).status());
            able.undone.complete(outcome);
            DeviceEvent told = news();
            assertEquals("payment_transaction_cancel_failed", told.eventType());
            assertEquals(ProtocolVersion.V1_1, told.fromVersion());
            assertEquals(
                    Map.of("errorCode", said.get(0), "errorMessage", said.get(1), "amount", "10000", "state", "2"),
                    told.data());
            bench.awaitState(DeviceState.READY);
            assertEquals(said.get(1), bench.device().lastError());
        });
        assertEquals("none was asked for again", 0, able.askedVoids.size());
    }

    @Test
    public void failsWhenTheTerminalCertainlyTookNothing() {
        Supplier<CompletionStage<StartedPayment>> taken = able.voiding;
        for (ErrorCode why : List.of(ErrorCode.PAYMENT_START_FAILED, ErrorCode.INVALID_PAYLOAD)) {
            able.voiding = () -> CompletableFuture.failedFuture(new DeviceException(why, "it will not"));
            assertEquals(why, code(undo("v1")));
            bench.awaitState(DeviceState.READY);
        }
        able.voiding = taken;
        assertEquals("it may be asked again", Status.OK, undo("v1").status());
    }

    @Test
    public void failsOnATerminalThatCannotUndo() {
        ScriptedTerminal other = new ScriptedTerminal();
        bench.drivers.come("t2", other);
        bench.awaitState(DeviceState.READY);
        Response answer = bench.answer(
                "v1", VOID, "approvalNumber", "1", "salesDate", "20261121", "amount", "10000", "deviceId", "t2");
        assertEquals(ErrorCode.PAYMENT_START_FAILED, code(answer));
        assertEquals("the terminal cannot do this", answer.error().orElseThrow().message());
        bench.awaitState(DeviceState.READY);
        nothingMoreIsTold();
    }

    @Test
    public void refusesFieldsThatAreNotOfTheirForm() {
        for (String number : List.of("", "1234567890123", "12 34", "한글"))
            refusesField("approvalNumber", undo("v1", number, "20261121", "10000"));
        for (String date : List.of("", "2026112", "20261321", "20260231", "2026-11-21", "20261121+0900"))
            refusesField("salesDate", undo("v1", "00001234", date, "10000"));
        for (String amount : List.of("", "0", "01", "-1", "1.5", "10000000000"))
            refusesField("amount", undo("v1", "00001234", "20261121", amount));
        refusesField("approvalNumber", bench.answer("v1", VOID));
        refusesField("salesDate", bench.answer("v1", VOID, "approvalNumber", "1"));
        refusesField("amount", bench.answer("v1", VOID, "approvalNumber", "1", "salesDate", "20260228"));
        assertEquals(0, able.voided.size());
    }

    private Response undo(String id, String number, String date, String amount) {
        return bench.answer(id, VOID, "approvalNumber", number, "salesDate", date, "amount", amount);
    }

    @Test
    public void isUnknownToClientsOf10() {
        Response answer =
                answerTo10("v1", VOID, "approvalNumber", "00001234", "salesDate", "20261121", "amount", "10000");
        assertEquals(ErrorCode.COMMAND_REJECTED, code(answer));
        assertEquals(Map.of("type", VOID), answer.error().orElseThrow().details());
        assertEquals(0, able.voided.size());
    }

    @Test
    public void undoesOnceHoweverOftenItIsAsked() {
        CompletableFuture<StartedPayment> taken = new CompletableFuture<>();
        able.voiding = () -> taken;
        CompletionStage<Response> first = askUndo("v1");
        Bench.take(able.voided);
        CompletionStage<Response> second = askUndo("v1");
        taken.complete(new StartedPayment(able.undone));
        Response answer = Bench.await(first);
        assertEquals(answer.asReplayed(), Bench.await(second));
        able.undone.complete(UNDONE);
        assertEquals(List.of("payment_transaction_cancelled v1"), outcomes());
        bench.clock.pass(Duration.ofHours(24).minusMillis(1));
        assertEquals(answer.asReplayed(), undo("v1"));
        assertEquals(List.of("open", "void v1"), able.calls);
        bench.clock.pass(Duration.ofMillis(1));
        able.undone = new CompletableFuture<>();
        assertTrue("after its day it is another one", !undo("v1").replayed());
    }

    private List<String> outcomes() {
        bench.awaitState(DeviceState.PROCESSING);
        return bench.outcomesUntilReady();
    }

    @Test
    public void keepsTheTerminalForItselfWhileItRuns() {
        undo("v1");
        bench.awaitState(DeviceState.PROCESSING);
        Response cancel = bench.answer("x1", "payment_cancel");
        assertEquals(ErrorCode.PAYMENT_CANCEL_FAILED, code(cancel));
        assertEquals("no payment is in progress", cancel.error().orElseThrow().message());
        assertEquals(ErrorCode.DEVICE_NOT_READY, code(pay("c1")));
        assertEquals(ErrorCode.DEVICE_NOT_READY, code(undo("v2")));
        assertEquals(ErrorCode.DEVICE_NOT_READY, code(bench.answer("q1", "payment_last_approval")));
        assertEquals("3", bench.answer("s1", "payment_status_check").result().get("state"));
        assertEquals(List.of("open", "void v1"), able.calls);
    }

    @Test
    public void answersAResetWhenItHasEnded() {
        undo("v1");
        bench.awaitState(DeviceState.PROCESSING);
        CompletionStage<Response> reset = bench.ask("r1", "payment_reset");
        able.undone.complete(new Failed("reset"));
        assertEquals(List.of("payment_transaction_cancel_failed v1"), bench.outcomesUntilReady());
        assertEquals(Map.of("deviceId", "t1", "state", "2"), Bench.await(reset).result());
    }

    @Test
    public void leavesTheLastPaymentAsItIs() throws Exception {
        pay("c1");
        terminal.outcome.complete(APPROVED);
        news();
        undo("v1");
        assertEquals("c1 complete", last("s1"));
        able.undone.complete(UNDONE);
        news();
        assertEquals("c1 complete", last("s2"));
        restart();
        bench.awaitState(DeviceState.READY);
        assertEquals("c1 complete", last("s3"));
    }

    private String last(String id) {
        Map<String, String> status = bench.answer(id, "payment_status_check").result();
        return status.get("lastCommandId") + " " + status.get("lastOutcome");
    }

    @Test
    public void choosesTheTerminalThatTheClientNames() {
        Response answer = bench.answer(
                "v1", VOID, "approvalNumber", "1", "salesDate", "20261121", "amount", "10000", "deviceId", "t9");
        assertEquals(ErrorCode.DEVICE_NOT_FOUND, code(answer));
    }
}
