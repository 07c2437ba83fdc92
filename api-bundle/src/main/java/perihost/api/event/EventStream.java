package perihost.api.event;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The stream of all events: a front end subscribes once for each of its clients. */
@ProviderType
public interface EventStream {
    /**
     * Begins a client's own queue of events: 1000 events and 16 MiB at most; past either the oldest are dropped for this
     * client alone (H2). Any thread; returns at once.
     *
     * @param client    a name for the log
     * @param since     empty: only what happens from now on (H4). An event's id: first what came after it, if it is
     *                  among the last 1000, else a {@code device_state_changed} for every device (J3)
     * @param available called, on any thread, when the queue was empty and is not any more; must not block or throw.
     *                  It may be called before this method has returned.
     */
    Subscription subscribe(String client, Optional<String> since, Runnable available);

    /** One client's queue. */
    @ProviderType
    interface Subscription extends AutoCloseable {
        /** Takes the oldest event off the queue; empty when there is none. Any thread, one at a time. */
        Optional<DeviceEvent> poll();

        /** How many events were dropped because the client was too slow. */
        long dropped();

        /** No more events: the queue is dropped. Again: no effect. */
        @Override
        void close();
    }
}
