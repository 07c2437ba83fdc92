package perihost.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The framework with the bundles of one installation, kept for one run. */
final class Container {
    private static final int PLATFORM = 1;
    private static final int SHARED = 2;
    private static final int CORE = 3;
    private static final int FRONT = 4;
    private static final int DRIVER = 5;

    private static final long STOP_PATIENCE_MS = 6000; // devices have 5 s, all together

    private final Framework framework;
    private final BundleContext context;
    private final List<Bundle> required = new ArrayList<>();
    private final List<Bundle> drivers = new ArrayList<>();
    private volatile List<Thread> stuck = List.of(); // written by the thread that starts, read by the one that stops

    private Container(Framework framework) {
        this.framework = framework;
        this.context = framework.getBundleContext();
    }

    /** Makes the framework; nothing is installed yet. */
    static Container create(Installation installation, Home home, OptionalInt port) throws BundleException {
        FrameworkLog log = new FrameworkLog();
        Map<String, Object> configuration = new HashMap<>(FrameworkSettings.of(installation, home, port));
        configuration.put("felix.log.logger", log);
        Framework framework =
                create(configuration, new PlatformConnector(installation.root().resolve("platform")));
        framework.init(log);
        return new Container(framework);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the framework takes its logger as an object among the strings
    private static Framework create(Map configuration, PlatformConnector connector) {
        return new FrameworkFactory().newFramework(configuration, connector);
    }

    BundleContext context() {
        return context;
    }

    /**
     * Installs and starts everything, drivers last. Returns when each driver has started or has been given up.
     *
     * @throws Refusal when a bundle that the host cannot do without does not start
     * @throws BundleException when a bundle cannot be installed
     */
    void start(Installation installation, Duration driverPatience) throws Refusal, BundleException {
        BundleLogs.register(context);
        for (Path jar : installation.platform()) platform(jar);
        for (Path jar : installation.bundles()) required.add(mark(install(jar, level(jar))));
        for (Path jar : installation.drivers()) drivers.add(install(jar, DRIVER));
        framework.start();
        for (Bundle bundle : required) {
            if (bundle.getState() != Bundle.ACTIVE) {
                throw new Refusal(Exit.FAILURE, bundle.getSymbolicName() + " does not start; the log says why");
            }
        }
        stuck = DriverStart.all(drivers, driverPatience);
    }

    private void platform(Path jar) throws BundleException {
        Bundle bundle = context.installBundle(PlatformConnector.location(jar));
        bundle.adapt(BundleStartLevel.class).setStartLevel(PLATFORM);
        // The others only lend classes: they are resolved when a bundle needs them.
        if (bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATOR) != null) required.add(mark(bundle));
    }

    private Bundle install(Path jar, int level) throws BundleException {
        Bundle bundle = context.installBundle("reference:" + jar.toUri());
        bundle.adapt(BundleStartLevel.class).setStartLevel(level);
        return bundle;
    }

    /** Started once the framework comes to the bundle's level. */
    private static Bundle mark(Bundle bundle) throws BundleException {
        bundle.start();
        return bundle;
    }

    private static int level(Path jar) {
        String name = jar.getFileName().toString();
        if (name.startsWith("core-bundle")) return CORE;
        return name.startsWith("http-ws-bundle") ? FRONT : SHARED;
    }

    /** Devices finish first; returns when the framework has ended, or after 6 s without it. */
    void stop() {
        try {
            stuck.forEach(Thread::interrupt); // a bundle that is still starting cannot be stopped
            framework.stop();
            boolean ended = framework.waitForStop(STOP_PATIENCE_MS).getType() != FrameworkEvent.WAIT_TIMEDOUT;
            if (!ended) Logs.log().severe("not everything has stopped within " + STOP_PATIENCE_MS + " ms");
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the framework has been stopped, by whomever. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }
}
