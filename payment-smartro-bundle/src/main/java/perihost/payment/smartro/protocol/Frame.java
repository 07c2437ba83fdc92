package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * One sound frame, in either direction; immutable (docs/protocols/smartro.md, 3). Its text never holds DATA, which may
 * be a card's.
 */
public final class Frame {
    /** The longest DATA that is believed. */
    public static final int MAX_DATA = 1024;

    static final byte STX = 0x02;
    static final byte ETX = 0x03;
    static final int HEADER = 35;
    static final int AROUND = HEADER + 2;
    static final int MAX = AROUND + MAX_DATA;

    private static final int ID_AT = 1;
    private static final int ID_LENGTH = 16;
    private static final int TIME_AT = 17;
    private static final int TIME_LENGTH = 14;
    private static final int JOB_AT = 31;
    private static final int LENGTH_AT = 33;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private final byte[] bytes;

    private Frame(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Makes a frame.
     *
     * @param terminalId at most 16 characters of ASCII; may be empty
     * @param time       the sender's local clock
     * @param job        a job code
     * @param data       at most {@link #MAX_DATA} bytes; what remains of it is copied
     */
    public static Frame of(String terminalId, LocalDateTime time, char job, ByteBuffer data) {
        if (terminalId.length() > ID_LENGTH) throw new IllegalArgumentException("terminalId: over 16 characters");
        if (data.remaining() > MAX_DATA) throw new IllegalArgumentException("data: " + data.remaining() + " bytes");
        byte[] bytes = new byte[AROUND + data.remaining()];
        bytes[0] = STX;
        Text.put(bytes, ID_AT, terminalId);
        Text.put(bytes, TIME_AT, TIME.format(time));
        bytes[JOB_AT] = (byte) job;
        bytes[LENGTH_AT] = (byte) data.remaining();
        bytes[LENGTH_AT + 1] = (byte) (data.remaining() >> 8);
        data.duplicate().get(bytes, HEADER, data.remaining());
        bytes[bytes.length - 2] = ETX;
        bytes[bytes.length - 1] = bcc(bytes, bytes.length - 1);
        return new Frame(bytes);
    }

    /** A frame of the first {@code length} of these bytes, which were found to be one. */
    static Frame copyOf(byte[] sound, int length) {
        return new Frame(Arrays.copyOf(sound, length));
    }

    /** Whether these first {@value #HEADER} bytes may begin a frame. */
    static boolean isPlausible(byte[] header) {
        char job = job(header);
        boolean letter = job >= 'A' && job <= 'Z' || job >= 'a' && job <= 'z';
        return (letter || job == Job.EVENT) && dataLength(header) <= MAX_DATA;
    }

    static char job(byte[] header) {
        return (char) Byte.toUnsignedInt(header[JOB_AT]);
    }

    static int dataLength(byte[] header) {
        return Byte.toUnsignedInt(header[LENGTH_AT]) | Byte.toUnsignedInt(header[LENGTH_AT + 1]) << 8;
    }

    /** The exclusive or of the first {@code length} bytes. */
    static byte bcc(byte[] bytes, int length) {
        int bcc = 0;
        for (int i = 0; i < length; i++) bcc ^= bytes[i];
        return (byte) bcc;
    }

    /** The sender's id, without fill. */
    public String terminalId() {
        return Text.ascii(ByteBuffer.wrap(bytes), ID_AT, ID_LENGTH);
    }

    /** The sender's clock, {@code YYYYMMDDhhmmss} if it is well; never checked. */
    public String time() {
        return Text.ascii(ByteBuffer.wrap(bytes), TIME_AT, TIME_LENGTH);
    }

    /** The job code. */
    public char job() {
        return job(bytes);
    }

    /** Whether it answers a request. */
    public boolean isAnswer() {
        return job() >= 'a';
    }

    /** Whether it is an event. */
    public boolean isEvent() {
        return job() == Job.EVENT;
    }

    /** DATA; read only, its own position. */
    public ByteBuffer data() {
        return ByteBuffer.wrap(bytes, HEADER, bytes.length - AROUND).slice().asReadOnlyBuffer();
    }

    /** All of it, as it goes over the line; read only, its own position. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame f && Arrays.equals(bytes, f.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return job() + "(" + (bytes.length - AROUND) + ")";
    }
}
