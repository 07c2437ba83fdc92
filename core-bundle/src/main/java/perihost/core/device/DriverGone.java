package perihost.core.device;

import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.core.Texts;

/** The driver went, or was opened anew, while it was being called (D3). */
public final class DriverGone extends DeviceException {
    private static final long serialVersionUID = 1;

    /** One for each call that ends so. */
    public DriverGone() {
        super(
                ErrorCode.DEVICE_NOT_READY,
                "the driver was stopped",
                Texts.of(
                        "state", DeviceState.DISCONNECTED.code(),
                        "stateString", DeviceState.DISCONNECTED.name()));
    }
}
