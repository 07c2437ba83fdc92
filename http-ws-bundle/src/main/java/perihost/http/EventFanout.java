package perihost.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that sends events: clients that have some get their turns on it, one batch each. */
final class EventFanout implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventFanout.class);
    private static final int STOP_MILLIS = 500;

    private final Queue<EventSocket> ready = new ConcurrentLinkedQueue<>();
    private final EncodedEvents plain = new EncodedEvents(false);
    private final EncodedEvents extended = new EncodedEvents(true);
    private final Thread thread = new Thread(this::run, "perihost-events");
    private volatile boolean idle;
    private volatile boolean closed;

    EventFanout() {
        thread.setDaemon(true);
        thread.start();
    }

    /** A client may have something to be sent. Any thread; returns at once. */
    void ready(EventSocket socket) {
        if (!socket.queue()) return;
        ready.add(socket);
        if (idle) LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            EventSocket socket = ready.poll();
            if (socket == null) rest();
            else serve(socket);
        }
    }

    private void rest() {
        idle = true;
        if (ready.isEmpty() && !closed) LockSupport.park(this);
        idle = false;
    }

    private void serve(EventSocket socket) {
        try {
            socket.send(socket.isExtended() ? extended : plain);
        } catch (RuntimeException e) {
            LOG.error("{}: events cannot be sent", socket, e);
            socket.abort();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
