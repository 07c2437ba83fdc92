package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to charge, {@code B} (docs/protocols/smartro.md, 7.2).
 *
 * @param type          {@code 1}: approve
 * @param amountWon     whole won, tax and service charge included, at most 10 digits
 * @param taxWon        at most 8 digits
 * @param serviceWon    at most 8 digits
 * @param installments  months, 0: at once, to 99
 * @param signature     whether the customer is asked to sign
 */
public record ApprovalRequest(
        char type, long amountWon, long taxWon, long serviceWon, int installments, boolean signature) {
    private static final int LENGTH = 30;

    /** A plain approval: no tax, no service charge, at once, no signature. */
    public static ApprovalRequest of(long amountWon) {
        return new ApprovalRequest('1', amountWon, 0, 0, 0, false);
    }

    /** Reads {@code B}; empty if it is too short or a number is none. */
    public static Optional<ApprovalRequest> read(ByteBuffer data) {
        if (data.remaining() < LENGTH) return Optional.empty();
        OptionalLong amount = Text.number(data, 1, 10);
        OptionalLong tax = Text.number(data, 11, 8);
        OptionalLong service = Text.number(data, 19, 8);
        OptionalLong installments = Text.number(data, 27, 2);
        if (amount.isEmpty() || tax.isEmpty() || service.isEmpty() || installments.isEmpty()) return Optional.empty();
        return Optional.of(new ApprovalRequest(
                Text.character(data, 0),
                amount.getAsLong(),
                tax.getAsLong(),
                service.getAsLong(),
                (int) installments.getAsLong(),
                data.get(29) == '2'));
    }

    /** The DATA of {@code B}. */
    public ByteBuffer data() {
        return new DataWriter(LENGTH)
                .put(type)
                .number(amountWon, 10)
                .number(taxWon, 8)
                .number(serviceWon, 8)
                .number(installments, 2)
                .put(signature ? '2' : '1')
                .done();
    }
}
