package perihost.core.journal;

/** An entry is certainly not, or possibly not, on disk: whoever asked for it must act as if it is not (C5). */
public final class JournalException extends Exception {
    private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
