package perihost.payment.smartro.session;

import java.util.Optional;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.payment.smartro.protocol.ApprovalAnswer;
import perihost.payment.smartro.protocol.CardInquiry;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.Job;
import perihost.payment.smartro.protocol.Rejection;
import perihost.payment.smartro.protocol.Sale;

/** What undoing an approval says and is told (7.5). */
final class Undo {
    private Undo() {}

    /** The kind of transaction to be undone: the codes are others than those of an approval. */
    static char type(Sale sale) {
        return switch (sale.type()) {
            case '2' -> '3';
            case '4', '5', '6' -> sale.type();
            default -> sale.medium() == '1' ? '1' : '2';
        };
    }

    /** A number of an approval; 0 where it is blank. */
    static long number(String digits) {
        return digits.matches("[0-9]{1,8}") ? Long.parseLong(digits) : 0;
    }

    /** How it ended, by {@code c} or {@code d}; empty if that cannot be read. */
    static Optional<PaymentOutcome> outcome(Frame answer) {
        if (answer.job() == Job.CARD_INQUIRY.answer())
            return CardInquiry.read(answer.data()).map(Undo::refused);
        ApprovalAnswer c = ApprovalAnswer.read(answer.data());
        if (c instanceof Sale sale) return Optional.of(Outcomes.approved(sale));
        return c instanceof Rejection no ? Optional.of(Outcomes.declined(no)) : Optional.empty();
    }

    private static PaymentOutcome refused(CardInquiry d) {
        return new Declined(d.status() == 'X' ? "이미 취소된 거래" : "취소할 거래 없음");
    }
}
