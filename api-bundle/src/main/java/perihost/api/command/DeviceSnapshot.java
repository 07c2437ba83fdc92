package perihost.api.command;

import java.util.Objects;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;

/**
 * One device as a state snapshot shows it (I1).
 *
 * @param deviceId   its id (D1)
 * @param deviceType its kind
 * @param deviceName what people call it
 * @param state      its state now
 * @param lastError  its last failure in a short sentence; {@code ""} once an operation has succeeded (D8)
 */
public record DeviceSnapshot(
        String deviceId, DeviceType deviceType, String deviceName, DeviceState state, String lastError) {
    /** Refuses null. */
    public DeviceSnapshot {
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(deviceType, "deviceType");
        Objects.requireNonNull(deviceName, "deviceName");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(lastError, "lastError");
    }
}
