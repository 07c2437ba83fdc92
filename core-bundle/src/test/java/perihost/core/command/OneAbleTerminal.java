package perihost.core.command;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;
import perihost.api.device.ErrorCode;
import perihost.api.event.DeviceEvent;
import perihost.api.payment.Approval;
import perihost.api.payment.PaymentOutcome.Approved;
import perihost.core.AbleTerminal;
import perihost.core.Bench;
import perihost.core.ScriptedTerminal;

/** What the tests of 1.1's payment commands share: a host with a terminal that can do them all. */
public abstract class OneAbleTerminal extends OneTerminal {
    static final String VOID = "payment_transaction_cancel";
    static final Approved UNDONE =
            new Approved(new Approval("T2", 10_000, "123456******7890", "00001234", "20261122", "090000", "1"));

    AbleTerminal able;

    @Override
    ScriptedTerminal terminal() {
        able = new AbleTerminal();
        return able;
    }

    Response undo(String id) {
        return Bench.await(askUndo(id));
    }

    CompletionStage<Response> askUndo(String id) {
        return bench.ask(id, VOID, "approvalNumber", "00001234", "salesDate", "20261121", "amount", "10000");
    }

    void restart() throws IOException {
        bench.close();
        open();
    }

    Response answerTo10(String id, String type, String... payload) {
        return Bench.await(bench.dispatcher.execute(Bench.command(ProtocolVersion.V1_0, id, type, payload)));
    }

    static ErrorCode code(Response answer) {
        return answer.error().orElseThrow().code();
    }

    static void refusesField(String field, Response answer) {
        assertEquals(ErrorCode.INVALID_PAYLOAD, code(answer));
        assertEquals(field, answer.error().orElseThrow().details().get("field"));
    }

    /** The next event that is no transition. */
    DeviceEvent news() {
        List<DeviceEvent> told = bench.eventsUntil(e -> e.eventType().startsWith("payment_"));
        return told.get(told.size() - 1);
    }

    void nothingMoreIsTold() {
        assertEquals(Optional.empty(), bench.leftover());
    }
}
