package perihost.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients of the event stream: how many there may be (H3), whether they live (H1), and their end. */
final class EventClients {
    private static final Logger LOG = LoggerFactory.getLogger(EventClients.class);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Set<EventSocket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final Live live;
    private final Scheduler scheduler;

    EventClients(Live live, Scheduler scheduler) {
        this.live = live;
        this.scheduler = scheduler;
    }

    /** Begins to ping; the scheduler must run. */
    void start() {
        scheduler.schedule(this::pingAll, live.settings().pingSeconds(), TimeUnit.SECONDS);
    }

    private void pingAll() {
        try {
            clients.forEach(EventClients::ping);
        } finally {
            start(); // once the server has stopped its scheduler takes no more
        }
    }

    /** One that cannot be pinged is cut off, and keeps no other from being pinged. */
    private static void ping(EventSocket socket) {
        try {
            socket.ping();
        } catch (RuntimeException e) {
            LOG.error("{}: cannot be pinged", socket, e);
            socket.abort();
        }
    }

    /** Takes a client in, unless there are too many. */
    boolean admit(EventSocket socket) {
        if (count.incrementAndGet() > live.settings().maxEventClients()) {
            count.decrementAndGet();
            return false;
        }
        clients.add(socket);
        return true;
    }

    void remove(EventSocket socket) {
        if (clients.remove(socket)) count.decrementAndGet();
    }

    int count() {
        return count.get();
    }

    /** Tells some clients that the host goes away (1001), and waits a little for them to go. */
    void close(Predicate<EventSocket> which, long millis) {
        for (EventSocket socket : clients) if (which.test(socket)) socket.close(CloseStatus.SHUTDOWN, "the host stops");
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (clients.stream().anyMatch(which) && System.nanoTime() - end < 0) LockSupport.parkNanos(LOOK_NANOS);
    }
}
