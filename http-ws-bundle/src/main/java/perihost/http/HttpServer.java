package perihost.http;

import java.net.URI;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.command.CommandService;
import perihost.api.event.EventStream;

/**
 * The knot: configuration in, a running {@link Front} out. It tells the launcher where the host listens
 * ({@code perihost.endpoint}) or why it cannot ({@code perihost.fatal}).
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "perihost.http",
        configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = HttpConfig.class)
public final class HttpServer {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int BAD_CONFIGURATION = 2;
    private static final int PORT_TAKEN = 98;

    private final BundleContext context;
    private final SynchronousBundleListener hostStops = this::bundleChanged;
    // Both belong to Declarative Services, which makes one call at a time. Whoever hears of the host sees the front.
    private Optional<Front> front = Optional.empty();
    private Optional<ServiceRegistration<?>> told = Optional.empty();

    /** Starts the server, or tells the launcher why not. */
    @Activate
    public HttpServer(
            BundleContext context,
            Map<String, Object> configuration,
            @Reference(name = "commands") CommandService commands,
            @Reference(name = "events") EventStream events) {
        this.context = context;
        try {
            Optional<Path> home =
                    Optional.ofNullable(context.getProperty("perihost.home")).map(Path::of);
            front = Optional.of(new Front(settings(configuration), home, commands, events));
            context.addBundleListener(hostStops);
            tellEndpoint();
        } catch (BadSetting e) {
            tellFatal(BAD_CONFIGURATION, e.getMessage());
        } catch (PortTaken e) {
            tellFatal(PORT_TAKEN, e.getMessage());
        }
    }

    private Settings settings(Map<String, Object> configuration) throws BadSetting {
        Map<String, Object> values = new HashMap<>(configuration);
        String port = context.getProperty("perihost.port");
        if (port != null) values.put("port", port);
        return Settings.from(values);
    }

    /** The whole host begins to stop: the drivers go first, and this bundle only when it has no more to tell. */
    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID)
            front.ifPresent(Front::drain);
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        if (front.isEmpty()) return;
        int before = front.get().port();
        try {
            front.get().apply(settings(configuration));
            if (front.get().port() != before) tellEndpoint();
        } catch (BadSetting e) {
            LOG.error(e.getMessage());
        } catch (PortTaken e) {
            LOG.error("perihost.http.cfg: port: {}", e.getMessage());
        }
    }

    @Deactivate
    void close() {
        context.removeBundleListener(hostStops);
        told.ifPresent(ServiceRegistration::unregister);
        front.ifPresent(Front::close);
    }

    private void tellEndpoint() {
        URI uri = URI.create("http://localhost:" + front.orElseThrow().port());
        tell(URI.class, uri, "perihost.endpoint", "http");
        LOG.info("listening on {}", uri);
    }

    /** The launcher says the line and exits. */
    private void tellFatal(int exitCode, String line) {
        tell(String.class, line, "perihost.fatal", exitCode);
    }

    private <T> void tell(Class<T> type, T service, String key, Object value) {
        Optional<ServiceRegistration<?>> before = told;
        Dictionary<String, Object> properties = new Hashtable<>(Map.of(key, value));
        told = Optional.of(context.registerService(type, service, properties));
        before.ifPresent(ServiceRegistration::unregister);
    }
}
