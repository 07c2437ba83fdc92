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
import perihost.simulator.terminal.DaemonAgenda;
import perihost.simulator.terminal.Ledger;
import perihost.simulator.terminal.Memory;
import perihost.simulator.terminal.Temper;
import perihost.simulator.terminal.VirtualTerminal;

/** Brings {@code sim:} lines to the host: each has a thread for the device at its other end. */
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
        this(Map.of("escpos", printer(home(context)), "smartro", terminal(home(context))));
    }

    private SimLines(Map<String, SimulatedDevice> devices) { // were it public, Declarative Services might choose it
        this.devices = Map.copyOf(devices);
    }

    /** @param devices by the target that names them in a URI */
    public static SimLines of(Map<String, SimulatedDevice> devices) {
        return new SimLines(devices);
    }

    private static SimulatedDevice printer(Path home) {
        return new VirtualPrinter(new Receipts(home.resolve("receipts"), Clock.systemUTC()));
    }

    private static SimulatedDevice terminal(Path home) {
        Memory memory = Memory.in(home.resolve("simulators").resolve("smartro"));
        return new VirtualTerminal(new DaemonAgenda(Clock.systemDefaultZone()), Temper.USUAL, memory, Ledger.none());
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
        SimulatedDevice device = devices.get(uri.target());
        Optional<String> absent = device.absent();
        if (absent.isPresent()) throw new LineException(Kind.UNAVAILABLE, absent.get());
        SimLine line = new SimLine("sim:" + uri.target());
        open.add(line);
        try {
            threads.execute(() -> serve(line, device));
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
    public void close() throws InterruptedException {
        threads.shutdown();
        open.forEach(SimLine::unplug);
        devices.values().forEach(SimulatedDevice::close);
        if (!threads.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS))
            LOG.warn("a simulated device did not end in time");
    }
}
