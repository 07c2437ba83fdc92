package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which approval to undo, {@code C} (docs/protocols/smartro.md, 7.5).
 *
 * @param code           {@code 1}: by the data of this request, with the card; {@code 2}: the terminal's last; others without the card
 * @param type           what kind of card paid
 * @param amountWon      as approved
 * @param taxWon         as approved
 * @param serviceWon     as approved
 * @param installments   as approved
 * @param signature      whether the customer is asked to sign
 * @param approvalNumber at most 12 characters
 * @param originalDate   {@code YYYYMMDD}
 * @param originalTime   {@code hhmmss}
 * @param extra          {@code ""}, or the payment gateway's serial, 30 characters
 */
public record CancelRequest(
        char code,
        char type,
        long amountWon,
        long taxWon,
        long serviceWon,
        int installments,
        boolean signature,
        String approvalNumber,
        String originalDate,
        String originalTime,
        String extra) {
    private static final int LENGTH = 59;
    private static final int WITHOUT_EXTRA = 57;

    /** Reads {@code C} in any of its three lengths; empty if it is too short or a number is none. */
    public static Optional<CancelRequest> read(ByteBuffer data) {
        if (data.remaining() < WITHOUT_EXTRA) return Optional.empty();
        OptionalLong amount = Text.number(data, 2, 10);
        OptionalLong tax = Text.number(data, 12, 8);
        OptionalLong service = Text.number(data, 20, 8);
        OptionalLong installments = Text.number(data, 28, 2);
        if (amount.isEmpty() || tax.isEmpty() || service.isEmpty() || installments.isEmpty()) return Optional.empty();
        return Optional.of(new CancelRequest(
                Text.character(data, 0),
                Text.character(data, 1),
                amount.getAsLong(),
                tax.getAsLong(),
                service.getAsLong(),
                (int) installments.getAsLong(),
                data.get(30) == '2',
                Text.ascii(data, 31, 12),
                Text.ascii(data, 43, 8),
                Text.ascii(data, 51, 6),
                data.remaining() <= LENGTH ? "" : Text.ascii(data, LENGTH, data.remaining() - LENGTH)));
    }

    /** The DATA of {@code C}, with the length of the extra information. */
    public ByteBuffer data() {
        return new DataWriter(LENGTH + extra.length())
                .put(code)
                .put(type)
                .number(amountWon, 10)
                .number(taxWon, 8)
                .number(serviceWon, 8)
                .number(installments, 2)
                .put(signature ? '2' : '1')
                .text(approvalNumber, 12)
                .text(originalDate, 8)
                .text(originalTime, 6)
                .number(extra.length(), 2)
                .text(extra, extra.length())
                .done();
    }
}
