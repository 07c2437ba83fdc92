package perihost.simulator;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;
import perihost.api.line.LineProvider;
import perihost.api.line.LineUri;
import perihost.simulator.printer.Receipts;
import perihost.simulator.printer.VirtualPrinter;

/** Brings {@code sim:} lines to the host. Each line has a device of its own at its other end, on a thread of its own. */
@Component(service = LineProvider.class, property = LineProvider.SCHEME + "=sim")
public final class SimLines implements LineProvider {
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(SimLines.class);

    private final Map<String, SimulatedDevice> devices;
    private final Set<SimLine> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(SimLines::thread); // one for each open line

    /** @throws IllegalStateException if the framework does not know {@code perihost.home} */
    @Activate
    public SimLines(BundleContext context) {
        this(Map.of("escpos", new VirtualPrinter(new Receipts(home(context).resolve("receipts"), Clock.systemUTC()))));
    }

    /** @param devices by the target that names them in a URI */
    SimLines(Map<String, SimulatedDevice> devices) {
        this.devices = Map.copyOf(devices);
    }

    private static Path home(BundleContext context) {
        return Optional.ofNullable(context.getProperty("perihost.home"))
                .map(Path::of)
                .orElseThrow(() -> new IllegalStateException("perihost.home is not set"));
    }

    @Override
    public void check(LineUri uri) throws LineException {
        uri.allow(Set.of());
        if (!devices.containsKey(uri.target()))
            throw new LineException(
                    Kind.BAD_URI, "sim: knows no '" + uri.target() + "', only " + new TreeSet<>(devices.keySet()));
    }

    @Override
    public boolean keptOpen(LineUri uri) {
        return true;
    }

    @Override
    public Line open(LineUri uri, Duration within) throws LineException {
        check(uri);
        SimLine line = new SimLine("sim:" + uri.target());
        open.add(line);
        try {
            threads.execute(() -> serve(line, devices.get(uri.target())));
        } catch (RejectedExecutionException e) {
            open.remove(line);
            throw new LineException(Kind.UNAVAILABLE, "the simulators are being stopped");
        }
        return line;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "perihost-simulator");
        thread.setDaemon(true);
        return thread;
    }

    private void serve(SimLine line, SimulatedDevice device) {
        try {
            line.run(device);
        } finally {
            open.remove(line);
        }
    }

    /** Unplugs every line, so that its driver hears of it, and sees the devices' threads end, within 2 s. */
    @Deactivate
    void close() throws InterruptedException {
        threads.shutdown();
        open.forEach(SimLine::unplug);
        if (!threads.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS))
            LOG.warn("a simulated device did not end in time");
    }
}
