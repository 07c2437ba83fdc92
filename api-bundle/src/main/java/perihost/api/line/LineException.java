package perihost.api.line;

import java.io.IOException;
import java.util.Objects;

/** A line could not be opened, or failed. */
public class LineException extends IOException {
    private static final long serialVersionUID = 1;

    /** What happened to the line. */
    public enum Kind {
        /** The URI is not one that a line can be made of; trying again is no use before it has changed. */
        BAD_URI,
        /** It could not be opened: absent, refused, in use, no permission. */
        UNAVAILABLE,
        /** It did not open, or did not take its bytes, in time. */
        TIMEOUT,
        /** It was there and is gone. */
        LOST,
        /** It was closed on this side. */
        CLOSED
    }

    private final Kind kind;

    /** @param message a short English sentence that may reach {@code lastError} */
    public LineException(Kind kind, String message) {
        super(Objects.requireNonNull(message, "message"));
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** @param cause what the system said, for the log */
    public LineException(Kind kind, String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** What happened. */
    public Kind kind() {
        return kind;
    }
}
