package perihost.host.bundles;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Does not start. */
public class Throwing implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("on purpose");
    }

    @Override
    public void stop(BundleContext context) {
        // never started
    }
}
