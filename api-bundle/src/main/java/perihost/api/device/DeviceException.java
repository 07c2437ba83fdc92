package perihost.api.device;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A device could not be asked, or refused. Thrown by a driver's method, or the failure of a stage that it returned. A
 * declined card or an unprinted job is an outcome, not an exception.
 */
public class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final transient Map<String, String> details;

    /**
     * @param code    the contract's code; it becomes the answer's. A driver uses {@code INVALID_PAYLOAD} and those that
     *                are not {@link ErrorCode#beforeDevice()}; any other from it counts as its fault.
     * @param message a short English sentence that may reach the client: no class name, path or card data
     */
    public DeviceException(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    /** @param details what the answer's {@code error.details} shall hold, in order; copied */
    public DeviceException(ErrorCode code, String message, Map<String, String> details) {
        super(Objects.requireNonNull(message, "message"));
        this.code = Objects.requireNonNull(code, "code");
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** The contract's code. */
    public final ErrorCode code() {
        return code;
    }

    /** For the answer's {@code error.details}; may be empty. */
    public final Map<String, String> details() {
        return details;
    }
}
