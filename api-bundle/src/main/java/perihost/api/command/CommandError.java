package perihost.api.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import perihost.api.device.ErrorCode;

/**
 * Why a command was not carried out (contract 5).
 *
 * @param code    the contract's code
 * @param message a short English sentence
 * @param details texts by name, in order; copied; may be empty
 */
public record CommandError(ErrorCode code, String message, Map<String, String> details) {
    /** Copies the details. */
    public CommandError {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
