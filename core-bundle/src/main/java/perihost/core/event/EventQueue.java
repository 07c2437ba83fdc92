package perihost.core.event;

import java.util.ArrayDeque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.event.DeviceEvent;
import perihost.api.event.EventStream.Subscription;

/** One client's queue: bounded in events and in bytes, the oldest dropped, counted and logged (H2). */
final class EventQueue implements Subscription {
    static final int MOST_EVENTS = 1000;
    static final int MOST_BYTES = 16 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    private final String client;
    private final Runnable available;
    private final Runnable closed;
    private final ArrayDeque<DeviceEvent> events = new ArrayDeque<>();
    private int bytes;
    private long dropped;
    private boolean open = true;

    EventQueue(String client, Runnable available, Runnable closed) {
        this.client = client;
        this.available = available;
        this.closed = closed;
    }

    void offer(DeviceEvent event) {
        if (add(event)) available.run();
    }

    private synchronized boolean add(DeviceEvent event) {
        if (!open) return false;
        boolean first = events.isEmpty();
        events.addLast(event);
        bytes += event.weight();
        while (events.size() > MOST_EVENTS || bytes > MOST_BYTES && events.size() > 1) drop();
        return first;
    }

    private void drop() {
        bytes -= events.removeFirst().weight();
        if (dropped++ == 0) LOG.warn("event client {} is too slow: its oldest events are dropped", client);
    }

    @Override
    public synchronized Optional<DeviceEvent> poll() {
        DeviceEvent event = events.pollFirst();
        if (event == null) return Optional.empty();
        bytes -= event.weight();
        return Optional.of(event);
    }

    @Override
    public synchronized long dropped() {
        return dropped;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (!open) return;
            open = false;
            events.clear();
            if (dropped > 0) LOG.warn("event client {} left; {} events were dropped for it", client, dropped);
        }
        closed.run();
    }
}
