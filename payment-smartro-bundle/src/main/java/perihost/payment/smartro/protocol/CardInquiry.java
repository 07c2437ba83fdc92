package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a card holds, {@code d} (docs/protocols/smartro.md, 7.6); also a refusal to cancel.
 *
 * @param medium       how the card was read
 * @param cardType     what kind of prepaid card
 * @param card         its number, masked
 * @param lastDateTime of its last transaction, {@code YYYYMMDDhhmmss}, zeros if none
 * @param lastWon      that transaction's amount
 * @param balanceWon   what is left on it
 * @param status       {@code 0} no transaction here, {@code O} the last one was an approval, {@code X} it was cancelled
 */
public record CardInquiry(
        char medium, char cardType, String card, String lastDateTime, long lastWon, long balanceWon, char status) {
    private static final int LENGTH = 53;

    /** Reads {@code d}; empty if it is too short. Amounts that are none are 0. */
    public static Optional<CardInquiry> read(ByteBuffer data) {
        if (data.remaining() < LENGTH) return Optional.empty();
        return Optional.of(new CardInquiry(
                Text.character(data, 0),
                Text.character(data, 1),
                CardNumber.masked(data, 2),
                Text.ascii(data, 22, 14),
                Text.number(data, 36, 8).orElse(0),
                Text.number(data, 44, 8).orElse(0),
                Text.character(data, 52)));
    }

    /**
     * The DATA of {@code d}.
     *
     * @param cardField the card number as it goes over the line, 20 characters
     */
    public ByteBuffer data(String cardField) {
        return new DataWriter(LENGTH)
                .put(medium)
                .put(cardType)
                .text(cardField, CardNumber.LENGTH)
                .text(lastDateTime, 14)
                .number(lastWon, 8)
                .number(balanceWon, 8)
                .put(status)
                .done();
    }
}
