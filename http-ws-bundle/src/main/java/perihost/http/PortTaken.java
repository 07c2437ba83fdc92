package perihost.http;

import java.net.BindException;

/** The configured port cannot be listened on. */
final class PortTaken extends Exception {
    private static final long serialVersionUID = 1;

    /** Its message is one line. */
    PortTaken(int port, Exception cause) {
        super("port " + port + (isTaken(cause) ? " is taken" : " cannot be opened: " + cause.getMessage()), cause);
    }

    private static boolean isTaken(Exception cause) {
        return cause instanceof BindException
                && String.valueOf(cause.getMessage()).contains("in use");
    }
}
