package perihost.core.command;

import java.util.Map;
import java.util.Optional;
import perihost.api.command.ProtocolVersion;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;
import perihost.api.device.ErrorCode;
import perihost.api.payment.Approval;
import perihost.api.payment.CardEvent;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Approved;
import perihost.api.payment.PaymentOutcome.Cancelled;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.api.payment.PaymentOutcome.Failed;
import perihost.api.payment.PaymentOutcome.NotStarted;
import perihost.api.payment.PaymentOutcome.Unsettled;
import perihost.api.payment.PaymentRequest;
import perihost.api.payment.VoidRequest;
import perihost.core.Texts;
import perihost.core.device.ManagedDevice;
import perihost.core.device.ManagedDevice.Ending;
import perihost.core.event.EventHub.News;

/** What clients are told of payments and voids (contract 8, E6, J8, J10). */
final class PaymentNews {
    private PaymentNews() {}

    /** How the operation ends with a payment's known outcome. */
    static Ending ending(ManagedDevice device, PaymentRequest request, PaymentOutcome outcome) {
        String error = outcome instanceof Approved || outcome instanceof Cancelled ? "" : reason(outcome);
        return new Ending(request.commandId(), Optional.empty(), error, state -> news(device, request, outcome, state));
    }

    /** How it ends with a void's, known or not. */
    static Ending ending(ManagedDevice device, VoidRequest request, PaymentOutcome outcome) {
        String error = outcome instanceof Approved ? "" : voidReason(outcome);
        return new Ending(request.commandId(), Optional.empty(), error, state -> news(device, request, outcome, state));
    }

    /** A card does something. */
    static News card(ManagedDevice device, String commandId, CardEvent event) {
        Map<String, String> data =
                Texts.of("card", event.name(), "state", device.state().code());
        return news(device, commandId, "payment_card_event", data, ProtocolVersion.V1_1);
    }

    private static News news(ManagedDevice device, PaymentRequest request, PaymentOutcome outcome, DeviceState state) {
        String id = request.commandId();
        if (outcome instanceof Approved a)
            return news(device, id, "payment_complete", texts(a.approval(), state), ProtocolVersion.V1_0);
        if (outcome instanceof Cancelled)
            return news(device, id, "payment_cancelled", Texts.of("state", state.code()), ProtocolVersion.V1_0);
        Map<String, String> data = failed(outcome, reason(outcome), request.amountWon(), state);
        return news(device, id, "payment_failed", data, ProtocolVersion.V1_0);
    }

    private static News news(ManagedDevice device, VoidRequest request, PaymentOutcome outcome, DeviceState state) {
        String id = request.commandId();
        if (outcome instanceof Approved a)
            return news(device, id, "payment_transaction_cancelled", texts(a.approval(), state), ProtocolVersion.V1_1);
        Map<String, String> data = failed(outcome, voidReason(outcome), request.amountWon(), state);
        return news(device, id, "payment_transaction_cancel_failed", data, ProtocolVersion.V1_1);
    }

    private static News news(
            ManagedDevice device, String commandId, String type, Map<String, String> data, ProtocolVersion from) {
        return new News(type, DeviceType.PAYMENT, device.id(), Optional.of(commandId), data, Map.of(), from);
    }

    private static Map<String, String> texts(Approval approval, DeviceState state) {
        Map<String, String> texts = texts(approval);
        texts.put("state", state.code());
        return texts;
    }

    /** An approval's texts; the map is the caller's. */
    static Map<String, String> texts(Approval a) {
        return Texts.of(
                "transactionId", a.transactionId(),
                "amount", Long.toString(a.amountWon()),
                "cardNumber", a.maskedCardNumber(),
                "approvalNumber", a.approvalNumber(),
                "salesDate", a.salesDate(),
                "salesTime", a.salesTime(),
                "transactionMedium", a.transactionMedium());
    }

    private static Map<String, String> failed(
            PaymentOutcome outcome, String reason, long amountWon, DeviceState state) {
        return Texts.of(
                "errorCode", code(outcome).name(),
                "errorMessage", reason,
                "amount", Long.toString(amountWon),
                "state", state.code());
    }

    private static ErrorCode code(PaymentOutcome outcome) {
        if (outcome instanceof Declined) return ErrorCode.VAN_REJECTED;
        return outcome instanceof NotStarted ? ErrorCode.PAYMENT_START_FAILED : ErrorCode.PROCESSING_ERROR;
    }

    private static String reason(PaymentOutcome outcome) {
        if (outcome instanceof Declined d) return d.reason();
        if (outcome instanceof NotStarted n) return n.reason();
        return outcome instanceof Failed f ? f.reason() : "";
    }

    private static String voidReason(PaymentOutcome outcome) {
        if (outcome instanceof Unsettled u)
            return "the approval may have been cancelled, check it with the VAN: " + u.reason();
        return outcome instanceof Cancelled ? "it was stopped before anything was cancelled" : reason(outcome);
    }
}
