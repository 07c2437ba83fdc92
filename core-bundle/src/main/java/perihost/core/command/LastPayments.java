package perihost.core.command;

import java.util.HashMap;
import java.util.Map;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Approved;
import perihost.api.payment.PaymentOutcome.Cancelled;
import perihost.api.payment.PaymentRequest;
import perihost.core.Texts;

/** How the last payment of each terminal ended, over restarts (J6). Core thread. */
final class LastPayments {
    /** How the names of its fields begin. */
    static final String PREFIX = "last";

    private final Map<String, Map<String, String>> byDevice = new HashMap<>();

    /** This is the last one's from now on, unless it is none. Returns what was known before. */
    Map<String, String> put(String deviceId, Map<String, String> fields) {
        Map<String, String> before = of(deviceId);
        if (!fields.isEmpty()) byDevice.put(deviceId, fields);
        return before;
    }

    /** What came after it was not begun after all. */
    void restore(String deviceId, Map<String, String> before) {
        byDevice.put(deviceId, before);
    }

    /** The texts of J6; empty before the first payment. */
    Map<String, String> of(String deviceId) {
        return byDevice.getOrDefault(deviceId, Map.of());
    }

    /** A payment that has not ended. */
    static Map<String, String> open(PaymentRequest request) {
        return fields(request, "open", "");
    }

    /** A payment that has ended, as it is journaled too. */
    static Map<String, String> fields(PaymentRequest request, PaymentOutcome outcome) {
        if (outcome instanceof Approved a)
            return fields(request, "complete", a.approval().approvalNumber());
        return fields(request, outcome instanceof Cancelled ? "cancelled" : "failed", "");
    }

    private static Map<String, String> fields(PaymentRequest request, String outcome, String approvalNumber) {
        return Texts.of(
                "lastCommandId",
                request.commandId(),
                "lastOutcome",
                outcome,
                "lastAmount",
                Long.toString(request.amountWon()),
                "lastApprovalNumber",
                approvalNumber);
    }
}
