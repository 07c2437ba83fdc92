package perihost.core.command;

import java.util.Map;
import java.util.Optional;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;
import perihost.api.device.ErrorCode;
import perihost.api.payment.Approval;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Approved;
import perihost.api.payment.PaymentOutcome.Cancelled;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.api.payment.PaymentOutcome.Failed;
import perihost.api.payment.PaymentOutcome.NotStarted;
import perihost.api.payment.PaymentRequest;
import perihost.core.Texts;
import perihost.core.device.ManagedDevice;
import perihost.core.device.ManagedDevice.Ending;
import perihost.core.event.EventHub.News;

/** What clients are told of a payment's outcome (contract 8, E6). */
final class PaymentNews {
    private PaymentNews() {}

    /** How the operation ends with a known outcome. */
    static Ending ending(ManagedDevice device, PaymentRequest request, PaymentOutcome outcome) {
        String error = outcome instanceof Approved || outcome instanceof Cancelled ? "" : reason(outcome);
        return new Ending(request.commandId(), Optional.empty(), error, state -> news(device, request, outcome, state));
    }

    private static News news(ManagedDevice device, PaymentRequest request, PaymentOutcome outcome, DeviceState state) {
        if (outcome instanceof Approved a)
            return news(device, request, "payment_complete", approval(a.approval(), state));
        if (outcome instanceof Cancelled)
            return news(device, request, "payment_cancelled", Texts.of("state", state.code()));
        Map<String, String> data = Texts.of(
                "errorCode", code(outcome).name(),
                "errorMessage", reason(outcome),
                "amount", Long.toString(request.amountWon()),
                "state", state.code());
        return news(device, request, "payment_failed", data);
    }

    private static News news(ManagedDevice device, PaymentRequest request, String type, Map<String, String> data) {
        return new News(type, DeviceType.PAYMENT, device.id(), Optional.of(request.commandId()), data, Map.of());
    }

    private static Map<String, String> approval(Approval a, DeviceState state) {
        return Texts.of(
                "transactionId", a.transactionId(),
                "amount", Long.toString(a.amountWon()),
                "cardNumber", a.maskedCardNumber(),
                "approvalNumber", a.approvalNumber(),
                "salesDate", a.salesDate(),
                "salesTime", a.salesTime(),
                "transactionMedium", a.transactionMedium(),
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
}
