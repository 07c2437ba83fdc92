package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The serial number of a contactless chip, {@code f} (docs/protocols/smartro.md, 7.8). It is no card number.
 *
 * @param value 32 bits, without sign
 */
public record CardUid(long value) {
    private static final int LENGTH = 10;

    /** Reads {@code f}; empty if it is no such number. */
    public static Optional<CardUid> read(ByteBuffer data) {
        if (data.remaining() < LENGTH) return Optional.empty();
        OptionalLong value = Text.number(data, 0, LENGTH);
        return value.isPresent() && value.getAsLong() <= 0xFFFF_FFFFL
                ? Optional.of(new CardUid(value.getAsLong()))
                : Optional.empty();
    }

    /** Eight hexadecimal digits. */
    public String hex() {
        return String.format("%08X", value);
    }

    /** The DATA of {@code f}. */
    public ByteBuffer data() {
        return new DataWriter(LENGTH).number(value, LENGTH).done();
    }
}
