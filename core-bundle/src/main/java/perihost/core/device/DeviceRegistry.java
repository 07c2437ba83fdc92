package perihost.core.device;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.command.DeviceSnapshot;
import perihost.api.device.DeviceType;
import perihost.core.CoreThread;
import perihost.core.event.EventHub;

/**
 * All devices: those that are configured, whether their driver is there or not (D3), and those that a driver brings.
 * Changed on the core thread; read on any.
 */
public final class DeviceRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceRegistry.class);

    private static final Duration WATCH = Duration.ofSeconds(5);

    private final CoreThread core;
    private final Clock clock;
    private final Lines lines;
    private final EventHub events;
    private final Consumer<ManagedDevice> arrivals;
    private final Map<String, List<DriverSource>> sources = new HashMap<>(); // by id, in order of coming
    private final Map<String, CompletionStage<Void>> leaving = new HashMap<>(); // drivers that are letting go, by id
    private final Set<String> kept = new HashSet<>(); // ids: said already
    private Map<String, Configured> configured = Map.of();
    private volatile Map<String, ManagedDevice> devices = Map.of();

    /** A device as its configuration names it. */
    public record Configured(DeviceType type, Optional<String> name) {}

    /**
     * @param arrivals told of each device that was not known before, on the core thread, before its driver is opened
     */
    public DeviceRegistry(
            CoreThread core, Clock clock, Lines lines, EventHub events, Consumer<ManagedDevice> arrivals) {
        this.core = core;
        this.clock = clock;
        this.lines = lines;
        this.events = events;
        this.arrivals = arrivals;
        core.after(WATCH, this::watch);
    }

    private void watch() {
        devices.values().forEach(ManagedDevice::watch);
        followAll(); // what could not be done while an operation ran
        core.after(WATCH, this::watch);
    }

    /** All devices, by id. Any thread. */
    public Collection<ManagedDevice> devices() {
        return devices.values();
    }

    /** One device. Any thread. */
    public Optional<ManagedDevice> device(String id) {
        return Optional.ofNullable(devices.get(id));
    }

    /** All devices as they are now, by id. Any thread. */
    public List<DeviceSnapshot> snapshots() {
        return devices.values().stream().map(ManagedDevice::snapshot).toList();
    }

    /** These devices are configured from now on, by id. */
    public void configure(Map<String, Configured> now) {
        configured = Map.copyOf(now);
        followAll();
    }

    /** A driver's service has come. */
    void arrived(DriverSource source) {
        String id = source.deviceId();
        sources.computeIfAbsent(id, any -> new ArrayList<>()).add(source);
        follow(id);
        if (device(id).flatMap(ManagedDevice::source).equals(Optional.of(source))) return;
        Optional<DeviceType> type = type(id);
        if (type.equals(Optional.of(source.deviceType()))) LOG.info("{}: a driver waits until another has gone", id);
        else LOG.error("{}: is a {}; a driver for a {} is not used", id, type.orElseThrow(), source.deviceType());
    }

    /** What a driver's service says of itself has changed. */
    void changed(DriverSource source) {
        follow(source.deviceId());
    }

    /** A driver's service goes. Completes, on any thread, when the driver has let go of the device. */
    CompletionStage<Void> left(DriverSource source) {
        String id = source.deviceId();
        sources.computeIfPresent(id, (any, all) -> all.remove(source) && all.isEmpty() ? null : all);
        Optional<ManagedDevice> bound = device(id).filter(d -> d.source().equals(Optional.of(source)));
        if (bound.isPresent()) return letGo(bound.get());
        follow(id);
        return leaving.getOrDefault(id, CompletableFuture.completedFuture(null));
    }

    private void followAll() {
        Set<String> ids = new TreeSet<>(devices.keySet());
        ids.addAll(configured.keySet());
        ids.addAll(sources.keySet());
        ids.forEach(this::follow);
    }

    /** Makes a device what its configuration and the drivers that are there say, as far as it can be now. */
    private void follow(String id) {
        if (leaving.containsKey(id)) return; // again, once the driver has let go
        Optional<DeviceType> wanted = type(id);
        Optional<ManagedDevice> known = device(id);
        if (known.isPresent() && !wanted.equals(known.map(ManagedDevice::type)) && !forget(known.get())) return;
        wanted.ifPresent(type -> {
            ManagedDevice device = device(id).orElseGet(() -> add(id, type));
            if (!device.hasDriver()) newest(id, type).ifPresent(device::bind);
            String name = name(device);
            if (!name.equals(device.snapshot().deviceName())) device.rename(name);
        });
    }

    /** What the device is to be: what is configured, else what its driver says; empty: nobody knows it any more. */
    private Optional<DeviceType> type(String id) {
        return Optional.ofNullable(configured.get(id))
                .map(Configured::type)
                .or(() -> device(id).flatMap(ManagedDevice::source).map(DriverSource::deviceType))
                .or(() ->
                        sources.getOrDefault(id, List.of()).stream().findFirst().map(DriverSource::deviceType));
    }

    private String name(ManagedDevice device) {
        return Optional.ofNullable(configured.get(device.id()))
                .flatMap(Configured::name)
                .or(() -> device.source().flatMap(DriverSource::deviceName))
                .orElse(device.id());
    }

    private Optional<DriverSource> newest(String id, DeviceType type) {
        List<DriverSource> fitting = sources.getOrDefault(id, List.of()).stream()
                .filter(source -> source.deviceType().equals(type))
                .toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting.get(fitting.size() - 1));
    }

    /** The device is none any more, or of another kind. False: not yet, something would be lost with it. */
    private boolean forget(ManagedDevice device) {
        Optional<DriverSource> wrong = device.source();
        if (wrong.isPresent())
            device.drain()
                    .whenComplete((nothing, failure) -> core.execute(() -> {
                        if (device.source().equals(wrong)) letGo(device);
                    }));
        if (!device.isDispensable()) {
            if (wrong.isEmpty() && kept.add(device.id()))
                LOG.warn("{}: stays a {} until what is open on it has ended", device, device.type());
            return false;
        }
        kept.remove(device.id());
        Map<String, ManagedDevice> fewer = new LinkedHashMap<>(devices);
        fewer.remove(device.id());
        devices = fewer;
        return true;
    }

    private CompletionStage<Void> letGo(ManagedDevice device) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        leaving.put(device.id(), gone);
        device.unbind()
                .whenComplete((nothing, failure) -> core.execute(() -> {
                    if (failure != null) LOG.error("{}: its driver was not let go of as it should", device, failure);
                    leaving.remove(device.id());
                    follow(device.id());
                    gone.complete(null);
                }));
        return gone;
    }

    private ManagedDevice add(String id, DeviceType type) {
        ManagedDevice device = new ManagedDevice(id, type, id, core, clock, lines, events);
        Map<String, ManagedDevice> more = new TreeMap<>(devices);
        more.put(id, device);
        devices = new LinkedHashMap<>(more);
        arrivals.accept(device);
        return device;
    }
}
