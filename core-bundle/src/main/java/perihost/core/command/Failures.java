package perihost.core.command;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.command.CommandError;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;

/** Makes the contract's errors of throwables, here and nowhere else (B5). */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** What a client is told. A fault of the host or of a driver goes to the log with its cause. */
    static CommandError of(Throwable thrown) {
        Throwable t = cause(thrown);
        if (t instanceof DeviceException e) return new CommandError(e.code(), e.getMessage(), e.details());
        if (t instanceof TimeoutException)
            return new CommandError(ErrorCode.PROCESSING_ERROR, "the device did not answer in time", Map.of());
        LOG.error("a fault of the host or of a driver", t);
        return new CommandError(ErrorCode.PROCESSING_ERROR, "internal error", Map.of());
    }

    /** What was thrown, out of what the stages wrapped around it. */
    static Throwable cause(Throwable thrown) {
        Throwable t = thrown;
        while (t instanceof CompletionException && t.getCause() != null) t = t.getCause();
        return t;
    }
}
