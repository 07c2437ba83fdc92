package perihost.core.device;

import java.util.Optional;
import perihost.api.camera.Camera;
import perihost.api.device.Device;
import perihost.api.device.DeviceType;
import perihost.api.payment.PaymentTerminal;
import perihost.core.CoreThread;

/** Lets a driver's service come and go, as the container would. */
public final class Arrivals {
    private final DeviceRegistry registry;
    private final CoreThread core;

    public Arrivals(DeviceRegistry registry, CoreThread core) {
        this.registry = registry;
        this.core = core;
    }

    private record Source(String deviceId, DeviceType deviceType, Device device) implements DriverSource {
        @Override
        public Optional<String> deviceName() {
            return Optional.of("a " + deviceType);
        }

        @Override
        public Optional<Device> take() {
            return Optional.of(device);
        }

        @Override
        public void release() {}
    }

    /** A service comes; what is returned lets it go again, and waits until it has. */
    public Runnable come(String deviceId, Device device) {
        DeviceType type = device instanceof PaymentTerminal
                ? DeviceType.PAYMENT
                : device instanceof Camera ? DeviceType.CAMERA : DeviceType.PRINTER;
        Source source = new Source(deviceId, type, device);
        core.execute(() -> registry.arrived(source));
        return () -> {
            var left = new java.util.concurrent.CompletableFuture<Void>();
            core.execute(() -> registry.left(source).thenRun(() -> left.complete(null)));
            left.join();
        };
    }
}
