package perihost.host;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * How the start ended, told by services of JDK types, as bundles and launcher share no class of ours: a {@link URI}
 * with {@code perihost.endpoint=http} is where the host answers; a {@link String} with {@code perihost.fatal=<exit
 * code>} is why it cannot.
 */
final class Readiness implements ServiceListener {
    private static final String ENDPOINT = "perihost.endpoint";
    private static final String FATAL = "perihost.fatal";

    private final CompletableFuture<URI> endpoint = new CompletableFuture<>();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final BundleContext context;

    Readiness(BundleContext context) {
        this.context = context;
        try {
            context.addServiceListener(this, "(|(" + ENDPOINT + "=http)(" + FATAL + "=*))");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() != ServiceEvent.REGISTERED) return;
        ServiceReference<?> reference = event.getServiceReference();
        Object service = context.getService(reference);
        if (service instanceof URI uri) endpoint.complete(uri);
        if (service instanceof String text && reference.getProperty(FATAL) instanceof Integer code) {
            failed(new Refusal(code, text));
        }
    }

    /** All bundles have been started, or given up. */
    void started() {
        started.complete(null);
    }

    void failed(Refusal why) {
        endpoint.completeExceptionally(why);
        started.completeExceptionally(why);
    }

    /**
     * Waits until the host answers and its drivers have been started.
     *
     * @throws Refusal when it cannot start, or has not after {@code patience}
     */
    URI await(Duration patience) throws Refusal, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            URI uri = endpoint.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            started.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            context.removeServiceListener(this);
            return uri;
        } catch (TimeoutException e) {
            throw new Refusal(Exit.FAILURE, "not ready after " + patience.toSeconds() + " s; the log says more");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refusal why) throw why;
            throw new IllegalStateException(e.getCause());
        }
    }
}
