package perihost.payment.smartro.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import perihost.api.payment.Approval;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Approved;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.payment.smartro.protocol.Rejection;
import perihost.payment.smartro.protocol.Sale;

/** Outcomes from what the terminal says, and as notes that come back after a crash (10.2, 10.3). */
final class Outcomes {
    private static final String NO_REASON = "거래 거절";
    private static final String OUTCOME = "outcome";
    private static final String REASON = "reason";

    private Outcomes() {}

    static Approved approved(Sale sale) {
        String transaction =
                sale.uniqueNumber().isEmpty() ? sale.date() + sale.time() + sale.approvalNumber() : sale.uniqueNumber();
        return new Approved(new Approval(
                transaction,
                sale.amountWon(),
                sale.card(),
                sale.approvalNumber(),
                sale.date(),
                sale.time(),
                String.valueOf(sale.medium()).strip()));
    }

    static Declined declined(Rejection rejection) {
        return new Declined(rejection.message().isEmpty() ? NO_REASON : rejection.message());
    }

    /** What is forced to disk before the terminal hears that it was understood. The card's number is masked (E7). */
    static Map<String, String> notes(PaymentOutcome outcome) {
        Map<String, String> notes = new LinkedHashMap<>();
        if (outcome instanceof Declined d) {
            notes.put(OUTCOME, "declined");
            notes.put(REASON, d.reason());
        } else if (outcome instanceof Approved a) {
            notes.put(OUTCOME, "approved");
            put(notes, a.approval());
        }
        return notes;
    }

    private static void put(Map<String, String> notes, Approval a) {
        notes.put("transactionId", a.transactionId());
        notes.put("amount", Long.toString(a.amountWon()));
        notes.put("maskedCard", a.maskedCardNumber());
        notes.put("approvalNumber", a.approvalNumber());
        notes.put("salesDate", a.salesDate());
        notes.put("salesTime", a.salesTime());
        notes.put("medium", a.transactionMedium());
    }

    /** The outcome that was noted, if one was. */
    static Optional<PaymentOutcome> of(Map<String, String> notes) {
        String outcome = notes.getOrDefault(OUTCOME, "");
        if (outcome.equals("declined")) return Optional.of(new Declined(notes.getOrDefault(REASON, NO_REASON)));
        return outcome.equals("approved") ? Optional.of(new Approved(approval(notes))) : Optional.empty();
    }

    private static Approval approval(Map<String, String> notes) {
        return new Approval(
                notes.get("transactionId"),
                Long.parseLong(notes.get("amount")),
                notes.get("maskedCard"),
                notes.get("approvalNumber"),
                notes.get("salesDate"),
                notes.get("salesTime"),
                notes.get("medium"));
    }
}
