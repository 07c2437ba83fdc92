package perihost.core.device;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.device.Device;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;

/** A driver in the host's hand: taken once, opened and closed again and again, let go. Owner thread. */
final class HeldDriver {
    private static final Logger LOG = LoggerFactory.getLogger(HeldDriver.class);

    private final DriverSource source;
    private Optional<Device> device = Optional.empty();
    private boolean opened;

    HeldDriver(DriverSource source) {
        this.source = source;
    }

    /** @throws DeviceException when it is not open */
    Device opened() {
        if (!opened) throw new DeviceException(ErrorCode.PROCESSING_ERROR, "the driver did not come up");
        return device.orElseThrow();
    }

    void open(Opening opening) throws Exception {
        if (device.isEmpty()) device = source.take();
        if (device.isEmpty()) throw new DeviceException(ErrorCode.PROCESSING_ERROR, "its driver could not be made");
        opened = true; // to be closed whatever it throws
        device.get().open(opening);
    }

    /** Closes it if it is open, and its opening in any case. */
    void close(Opening opening) {
        try {
            if (opened) device.orElseThrow().close();
        } catch (Throwable t) { // a driver may throw anything
            LOG.error("{}: its driver failed to close", source.deviceId(), t);
        } finally {
            opened = false;
            opening.end();
        }
    }

    void release() {
        try {
            source.release();
        } catch (RuntimeException e) {
            LOG.error("{}: its service was not let go", source.deviceId(), e);
        }
    }
}
