package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;

/** What a terminal says of an approval or of its cancel: {@code b}, {@code c}, {@code l} (docs/protocols/smartro.md, 7.3). */
public sealed interface ApprovalAnswer permits Sale, Rejection, Unreadable {
    /** How many bytes of DATA it has; more are not read. */
    int LENGTH = 157;

    /**
     * What tells it from every other: two answers with the same identity tell of the same event. Without card data;
     * {@code ""} when there is nothing to tell it by.
     */
    String identity();

    /** Reads DATA, whatever it is. */
    static ApprovalAnswer read(ByteBuffer data) {
        if (isBlank(data.duplicate())) return Unreadable.BLANK;
        if (data.remaining() < LENGTH) return new Unreadable("it has " + data.remaining() + " bytes of " + LENGTH);
        char type = Text.character(data, 0);
        return type == 'X' || type == 'x' ? Rejection.read(data) : Sale.read(data);
    }

    private static boolean isBlank(ByteBuffer data) {
        while (data.hasRemaining()) if (" 0\0".indexOf(data.get()) < 0) return false;
        return true;
    }
}
