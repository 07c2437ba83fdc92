package perihost.host.bundles;

import java.net.URI;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Starts, and says where it answers: at the port it was told. */
public class Steady implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        URI uri = URI.create("http://localhost:" + context.getProperty("perihost.port"));
        context.registerService(URI.class, uri, new Hashtable<>(Map.of("perihost.endpoint", "http")));
    }

    @Override
    public void stop(BundleContext context) {
        // its service goes with it
    }
}
