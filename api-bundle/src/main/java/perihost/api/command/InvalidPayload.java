package perihost.api.command;

import java.util.LinkedHashMap;
import java.util.Map;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;

/** A payload field is missing or wrong: {@code INVALID_PAYLOAD} with {@code field} and {@code reason} (B4). */
public class InvalidPayload extends DeviceException {
    private static final long serialVersionUID = 1;

    /**
     * @param field  the field's name
     * @param reason what is wrong with it, to be read after the name: "must be a string"
     */
    public InvalidPayload(String field, String reason) {
        super(ErrorCode.INVALID_PAYLOAD, field + " " + reason, details(field, reason));
    }

    private static Map<String, String> details(String field, String reason) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("field", field);
        details.put("reason", reason);
        return details;
    }
}
