package perihost.line;

import java.util.regex.Pattern;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;

/** The sentences in which lines fail: each names the device or peer, as an operator reads it in {@code lastError}. */
final class Failure {
    private static final Pattern PATH = Pattern.compile("(?:/[^/\\s:]+)+/([^/\\s:]+)");

    private Failure() {}

    /** Of a path its last name alone: no path reaches a client (A3). */
    private static String shown(String message) {
        return PATH.matcher(message).replaceAll("$1");
    }

    static LineException badUri(String message) {
        return new LineException(Kind.BAD_URI, shown(message));
    }

    static LineException unavailable(String message) {
        return new LineException(Kind.UNAVAILABLE, shown(message));
    }

    static LineException unavailable(String message, Exception cause) {
        return new LineException(Kind.UNAVAILABLE, shown(message), cause);
    }

    /** The owner was told to stop while it opened; its thread stays interrupted. */
    static LineException interrupted(String what) {
        Thread.currentThread().interrupt();
        return unavailable("opening " + what + " was interrupted");
    }

    static LineException timeout(String message) {
        return new LineException(Kind.TIMEOUT, shown(message));
    }

    static LineException lost(String message) {
        return new LineException(Kind.LOST, shown(message));
    }

    static LineException lost(String message, Exception cause) {
        return new LineException(Kind.LOST, shown(message + ": " + cause.getMessage()), cause);
    }

    static LineException closed(String what) {
        return new LineException(Kind.CLOSED, shown("the line to " + what + " is closed"));
    }
}
