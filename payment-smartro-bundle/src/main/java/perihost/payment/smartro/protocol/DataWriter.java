package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes DATA field by field, in the order of the layout. One thread, one use. */
final class DataWriter {
    private final ByteBuffer data;

    DataWriter(int length) {
        data = ByteBuffer.allocate(length);
    }

    /** One character. */
    DataWriter put(char c) {
        data.put((byte) c);
        return this;
    }

    /** Digits, zeros in front. */
    DataWriter number(long value, int length) {
        String digits = Long.toString(value);
        if (value < 0 || digits.length() > length) throw new IllegalArgumentException("over " + length + " digits");
        for (int i = digits.length(); i < length; i++) data.put((byte) '0');
        data.put(digits.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** ASCII, blanks behind. */
    DataWriter text(String value, int length) {
        if (value.length() > length) throw new IllegalArgumentException("over " + length + " characters");
        return bytes(value.getBytes(StandardCharsets.US_ASCII), length);
    }

    /** Korean, blanks behind; cut where the field ends, inside a character if need be. */
    DataWriter korean(String value, int length) {
        return bytes(value.getBytes(Text.CP949), length);
    }

    private DataWriter bytes(byte[] bytes, int length) {
        data.put(bytes, 0, Math.min(bytes.length, length));
        for (int i = bytes.length; i < length; i++) data.put((byte) ' ');
        return this;
    }

    /** What was written; all of it has to be. */
    ByteBuffer done() {
        if (data.hasRemaining()) throw new IllegalStateException(data.remaining() + " bytes are missing");
        return data.flip().asReadOnlyBuffer();
    }
}
