package perihost.core;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.command.CommandService;
import perihost.api.device.DeviceType;
import perihost.api.event.EventStream;
import perihost.core.command.Contract;
import perihost.core.config.ConfigFiles;
import perihost.core.config.ConfigWatch;
import perihost.core.device.DeviceRegistry;
import perihost.core.device.DriverTracker;
import perihost.core.device.Lines;
import perihost.core.event.EventHub;
import perihost.core.journal.Journal;

/** The knot: makes the parts, in order, and takes them down. */
@Component(
        service = {},
        configurationPid = "perihost.core",
        configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = CoreConfig.class)
public final class Core {
    private static final Logger LOG = LoggerFactory.getLogger(Core.class);
    private static final int BAD_CONFIGURATION = 2;
    private static final long TO_TELL_MS = 1_000;

    private final CoreThread thread = new CoreThread();
    private final Deque<Runnable> endings = new ArrayDeque<>(); // last made, first ended
    private final List<ServiceRegistration<?>> told = new ArrayList<>();
    private volatile Map<DeviceType, String> defaults;

    /** Makes all parts, or none. */
    @Activate
    public Core(
            BundleContext context,
            CoreConfig config,
            @Reference(name = "configurationAdmin") ConfigurationAdmin admin,
            @Reference(name = "metatype") MetaTypeService metatype)
            throws IOException {
        configure(config);
        try {
            start(context, admin, metatype);
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void start(BundleContext context, ConfigurationAdmin admin, MetaTypeService metatype) throws IOException {
        Clock clock = Clock.systemUTC();
        Path home = Path.of(context.getProperty("perihost.home"));
        endings.push(thread::close);
        LineProviders providers = new LineProviders(context);
        endings.push(providers::close);
        endings.push(() -> told.forEach(ServiceRegistration::unregister));
        endings.push(this::tellTheLast);
        Journal journal = Journal.open(home.resolve("journal"), Contract.retention(), clock, Contract.limits());
        endings.push(journal::close);

        Lines lines = new Lines(providers);
        Contract[] contract = new Contract[1];
        DeviceRegistry[] devices = new DeviceRegistry[1];
        EventHub events = new EventHub(clock, () -> devices[0].snapshots());
        DeviceRegistry registry =
                new DeviceRegistry(thread, clock, lines, events, device -> contract[0].arrived(device));
        devices[0] = registry;
        contract[0] = new Contract(
                registry, journal, thread, events, clock, () -> System.nanoTime() / 1_000_000, () -> defaults);
        DriverTracker drivers = new DriverTracker(context, thread, registry);
        endings.push(drivers::close);

        List<Path> folders = List.of(Path.of(context.getProperty("perihost.dist"), "conf"), home.resolve("conf"));
        ConfigFiles files = new ConfigFiles(
                folders, context, admin, metatype, lines, now -> thread.execute(() -> registry.configure(now)));
        ConfigWatch watch = new ConfigWatch(folders, files::reload);
        endings.push(watch::close);
        List<String> wrong = files.load();
        drivers.open();
        watch.start();

        SynchronousBundleListener stopping = event -> endWith(event, drivers);
        context.addBundleListener(stopping);
        endings.push(() -> context.removeBundleListener(stopping));
        wrong.forEach(line -> refuse(context, line));
        told.add(context.registerService(CommandService.class, contract[0].dispatcher(), null));
        told.add(context.registerService(EventStream.class, events, null));
    }

    @Modified
    void configure(CoreConfig config) {
        defaults = Map.of(
                DeviceType.PAYMENT, config.defaultPayment(),
                DeviceType.PRINTER, config.defaultPrinter(),
                DeviceType.CAMERA, config.defaultCamera());
    }

    /**
     * Ends what was made, the last first: the drivers while there is a journal that takes their outcomes, the journal
     * while there is a thread that tells what it has taken, and the services when all is told.
     */
    @Deactivate
    void close() {
        while (!endings.isEmpty()) end(endings.pop());
    }

    private static void end(Runnable ending) {
        try {
            ending.run();
        } catch (RuntimeException e) {
            LOG.error("a part did not end as it should", e); // the others still must
        }
    }

    /** Bad configuration at the start ends the host: the launcher says the line and exits. */
    private void refuse(BundleContext context, String line) {
        Dictionary<String, Object> properties = new Hashtable<>(Map.of("perihost.fatal", BAD_CONFIGURATION));
        told.add(context.registerService(String.class, line, properties));
    }

    /** What the journal completed in its end has been told once the thread has come this far. */
    private void tellTheLast() {
        CompletableFuture<Void> all = new CompletableFuture<>();
        thread.execute(() -> all.complete(null));
        try {
            all.get(TO_TELL_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            LOG.warn("the core ends although not all is told");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The framework is stopping: operations are let end, and devices closed, before any bundle is taken down. */
    private static void endWith(BundleEvent event, DriverTracker drivers) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) drivers.close();
    }
}
