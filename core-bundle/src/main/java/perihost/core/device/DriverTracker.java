package perihost.core.device;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.camera.Camera;
import perihost.api.device.Device;
import perihost.api.device.DeviceType;
import perihost.api.payment.PaymentTerminal;
import perihost.api.printer.Printer;
import perihost.core.CoreThread;

/**
 * Follows the services of drivers as they come and go. The services are taken hold of on the owner threads alone, as
 * making one may block; a bundle that stops is made to wait until its devices' operations have ended, for a while.
 */
public final class DriverTracker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriverTracker.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration LEAVE = Duration.ofSeconds(3);

    private final ServiceTracker<Device, Service> tracker;
    private final CoreThread core;
    private final DeviceRegistry registry;
    private final Set<Service> left = ConcurrentHashMap.newKeySet(); // by close(), before the tracker knows

    /** Made ready; {@link #open()} begins. */
    public DriverTracker(BundleContext context, CoreThread core, DeviceRegistry registry) {
        this.core = core;
        this.registry = registry;
        this.tracker = new ServiceTracker<>(context, filter(context), null) {
            @Override
            public Service addingService(ServiceReference<Device> reference) {
                Service service = Service.of(context, reference);
                core.execute(() -> registry.arrived(service));
                return service;
            }

            @Override
            public void modifiedService(ServiceReference<Device> reference, Service service) {
                core.execute(() -> registry.changed(service));
            }

            @Override
            public void removedService(ServiceReference<Device> reference, Service service) {
                if (!left.remove(service)) leave(Set.of(service));
            }
        };
    }

    /** Begins with the services that are there. */
    public void open() {
        tracker.open();
    }

    /**
     * Lets go of all drivers, side by side: waits 8 s, no longer, however many there are. After that it does nothing.
     */
    @Override
    public void close() {
        Set<Service> all = Set.copyOf(tracker.getTracked().values());
        left.addAll(all);
        leave(all);
        tracker.close();
    }

    private void leave(Set<Service> services) {
        await(services, DRAIN, this::drain);
        await(services, LEAVE, registry::left);
    }

    private CompletionStage<Void> drain(Service service) {
        return registry.device(service.deviceId())
                .filter(d -> d.source().equals(Optional.of(service)))
                .map(ManagedDevice::drain)
                .orElse(CompletableFuture.completedFuture(null));
    }

    private void await(Set<Service> services, Duration patience, Function<Service, CompletionStage<Void>> what) {
        Map<Service, CompletableFuture<Void>> all = new LinkedHashMap<>();
        for (Service service : services) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            core.execute(() -> what.apply(service).whenComplete((nothing, failure) -> done.complete(null)));
            all.put(service, done);
        }
        try {
            CompletableFuture.allOf(all.values().toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            all.forEach((service, done) -> {
                if (!done.isDone()) LOG.warn("{}: goes although it is not done", service.deviceId());
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static org.osgi.framework.Filter filter(BundleContext context) {
        try {
            return context.createFilter("(&(" + Device.ID + "=*)(|(objectClass=" + PaymentTerminal.class.getName()
                    + ")(objectClass=" + Printer.class.getName() + ")(objectClass=" + Camera.class.getName() + ")))");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A service with the id and the kind that it came with (D1); its name may change. */
    private record Service(
            BundleContext context, ServiceReference<Device> reference, String deviceId, DeviceType deviceType)
            implements DriverSource {
        static Service of(BundleContext context, ServiceReference<Device> reference) {
            return new Service(context, reference, String.valueOf(reference.getProperty(Device.ID)), type(reference));
        }

        private static DeviceType type(ServiceReference<Device> reference) {
            for (String name : (String[]) reference.getProperty("objectClass")) {
                if (name.equals(PaymentTerminal.class.getName())) return DeviceType.PAYMENT;
                if (name.equals(Printer.class.getName())) return DeviceType.PRINTER;
            }
            return DeviceType.CAMERA;
        }

        @Override
        public Optional<String> deviceName() {
            return Optional.ofNullable(reference.getProperty(Device.NAME))
                    .map(String::valueOf)
                    .filter(name -> !name.isEmpty());
        }

        @Override
        public Optional<Device> take() {
            return Optional.ofNullable(context.getService(reference));
        }

        @Override
        public void release() {
            context.ungetService(reference);
        }
    }
}
