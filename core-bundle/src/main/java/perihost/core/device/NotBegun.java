package perihost.core.device;

import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;

/** The driver was not called any more: what was asked had been interrupted before ({@link ManagedDevice#interrupt}). */
public final class NotBegun extends DeviceException {
    private static final long serialVersionUID = 1;

    NotBegun() {
        super(ErrorCode.PROCESSING_ERROR, "it was ended before it began");
    }
}
