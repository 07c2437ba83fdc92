package perihost.host.bundles;

import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Says that the host cannot start. */
public class Fatal implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        context.registerService(String.class, "port 8080 is taken", new Hashtable<>(Map.of("perihost.fatal", 98)));
    }

    @Override
    public void stop(BundleContext context) {
        // its service goes with it
    }
}
