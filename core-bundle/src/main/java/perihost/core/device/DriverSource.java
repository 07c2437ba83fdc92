package perihost.core.device;

import java.util.Optional;
import perihost.api.device.Device;
import perihost.api.device.DeviceType;

/** Where a device's driver is got from: a service that came. */
interface DriverSource {
    /** The device's id, as the service's property says (D1). */
    String deviceId();

    /** The kind, as the service's interface says. */
    DeviceType deviceType();

    /** The name for people; empty: none is configured. */
    Optional<String> deviceName();

    /** Takes hold of the driver, which may make it: may block or throw. Empty when it could not be made. Owner thread. */
    Optional<Device> take();

    /** Lets go of it. Owner thread. */
    void release();
}
