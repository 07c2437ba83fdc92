package perihost.core;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import perihost.api.line.LineProvider;

/**
 * Finds who brings a kind of line among the services that are there now; the highest in rank wins. Each is made when it
 * is first asked for, got once, and let go of when it goes. Any thread.
 */
final class LineProviders implements Function<String, Optional<LineProvider>>, AutoCloseable {
    private final ServiceTracker<LineProvider, Held> tracker;

    LineProviders(BundleContext context) {
        tracker = new ServiceTracker<>(context, LineProvider.class, null) {
            @Override
            public Held addingService(ServiceReference<LineProvider> reference) {
                return new Held(context, reference);
            }

            @Override
            public void removedService(ServiceReference<LineProvider> reference, Held held) {
                held.release();
            }
        };
        tracker.open();
    }

    @Override
    public Optional<LineProvider> apply(String scheme) {
        return tracker.getTracked().entrySet().stream()
                .filter(e -> brings(e.getKey(), scheme))
                .findFirst() // they are sorted by rank
                .map(Map.Entry::getValue)
                .flatMap(Held::get);
    }

    private static boolean brings(ServiceReference<LineProvider> reference, String scheme) {
        Object schemes = reference.getProperty(LineProvider.SCHEME);
        return schemes instanceof String[] several ? Arrays.asList(several).contains(scheme) : scheme.equals(schemes);
    }

    @Override
    public void close() {
        tracker.close();
    }

    private static final class Held {
        private final BundleContext context;
        private final ServiceReference<LineProvider> reference;
        private volatile Optional<LineProvider> provider = Optional.empty();

        Held(BundleContext context, ServiceReference<LineProvider> reference) {
            this.context = context;
            this.reference = reference;
        }

        synchronized Optional<LineProvider> get() {
            if (provider.isEmpty()) provider = Optional.ofNullable(context.getService(reference));
            return provider;
        }

        void release() { // waits for no get(): a provider may block in its making
            if (provider.isPresent()) context.ungetService(reference);
        }
    }
}
