package perihost.http;

import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;

/** Counts the connections of all connectors, and closes those beyond the limit as they are accepted. */
final class Connections implements SelectorManager.AcceptListener {
    private final AtomicInteger open = new AtomicInteger();
    private volatile int most;

    void limit(int connections) {
        most = connections;
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        // A closed channel cannot be registered: onAcceptFailed follows and takes it off the count.
        if (open.incrementAndGet() > most) IO.close(channel);
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        open.decrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }
}
