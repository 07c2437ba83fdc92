package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;

/** A card number, masked where it is read (E7; docs/protocols/smartro.md, 8.5). */
final class CardNumber {
    static final int LENGTH = 20;
    private static final int CLEAR_IN_FRONT = 6;
    private static final int CLEAR_BEHIND = 4;

    private CardNumber() {}

    /**
     * The field at a place: at most its first 6 and last 4 digits in clear, and every other character {@code *}, whatever
     * the terminal sent; empty when it is blank.
     */
    static String masked(ByteBuffer data, int at) {
        String number = Text.ascii(data, at, LENGTH).replaceFirst("^0+", "");
        int length = number.length();
        if (length <= CLEAR_IN_FRONT + CLEAR_BEHIND) return "*".repeat(length);
        int front = 0;
        while (front < CLEAR_IN_FRONT && isDigit(number, front)) front++;
        int behind = 0;
        while (behind < CLEAR_BEHIND && isDigit(number, length - 1 - behind)) behind++;
        return number.substring(0, front) + "*".repeat(length - front - behind) + number.substring(length - behind);
    }

    private static boolean isDigit(String text, int at) {
        return text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
