package perihost.payment.smartro.protocol;

/** What a receiver finds in the bytes of a line, in order. */
public sealed interface Token {
    /** The other side has the frame. */
    record Ack() implements Token {
        static final Ack INSTANCE = new Ack();
    }

    /** The other side got a frame that was damaged. */
    record Nak() implements Token {
        static final Nak INSTANCE = new Nak();
    }

    /** A sound frame. */
    record Whole(Frame frame) implements Token {}

    /**
     * Bytes that began as a frame and are none.
     *
     * @param event it looked like an event, which is never answered
     */
    record Broken(Why why, boolean event) implements Token {}

    /** What is wrong with a frame. */
    enum Why {
        /** Its checksum: the whole of it is known, and dropped. */
        BCC,
        /** ETX is not where its length says. */
        ETX,
        /** Its job code or its length cannot be. */
        HEADER,
        /** The line went silent inside it. */
        TRUNCATED
    }
}
