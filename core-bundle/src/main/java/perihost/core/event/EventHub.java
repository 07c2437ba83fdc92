package perihost.core.event;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;
import perihost.api.command.DeviceSnapshot;
import perihost.api.command.ProtocolVersion;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;
import perihost.api.event.DeviceEvent;
import perihost.api.event.EventStream;
import perihost.core.Texts;

/** The stream of all events: keeps the last 1000 for those who come back (J3), and a queue for each client (H2). */
public final class EventHub implements EventStream {
    /** The event of a transition (D5). */
    public static final String STATE_CHANGED = "device_state_changed";

    private static final long NEARLY_MS = 10_000; // an outcome has its name before it is told, others overtake it

    private final Clock clock;
    private final Supplier<List<DeviceSnapshot>> devices;
    private final Set<EventQueue> queues = new CopyOnWriteArraySet<>();
    private final ArrayDeque<DeviceEvent> past = new ArrayDeque<>();
    private final EventIds ids = new EventIds();
    private int pastBytes;
    private long sequence;

    /** @param devices all devices now, for a client whose past is too long ago; any thread may ask */
    public EventHub(Clock clock, Supplier<List<DeviceSnapshot>> devices) {
        this.clock = clock;
        this.devices = devices;
    }

    /** What is told of a device, before it has a number; see {@link DeviceEvent}. */
    public record News(
            String eventType,
            DeviceType deviceType,
            String deviceId,
            Optional<String> commandId,
            Map<String, String> data,
            Map<String, String> extensions,
            ProtocolVersion fromVersion) {
        /** What clients of all versions are told. */
        public News(
                String eventType,
                DeviceType deviceType,
                String deviceId,
                Optional<String> commandId,
                Map<String, String> data,
                Map<String, String> extensions) {
            this(eventType, deviceType, deviceId, commandId, data, extensions, ProtocolVersion.V1_0);
        }

        /** A transition. */
        public static News stateChanged(DeviceType type, String deviceId, DeviceState state, Optional<String> cause) {
            Map<String, String> data = Texts.of("state", state.code(), "stateString", state.name());
            return new News(STATE_CHANGED, type, deviceId, cause, data, Map.of());
        }
    }

    /** An event's name and time, given before it is told: it can be written down first. */
    public record Ticket(String eventId, long timestampMs) {}

    /** The next event's name and time. */
    public synchronized Ticket ticket() {
        long now = clock.millis();
        return new Ticket(ids.next(now), now);
    }

    /** Tells all clients. Waits for none. */
    public void publish(News news) {
        publish(news, ticket());
    }

    /** Tells all clients, under the name given before. */
    public synchronized void publish(News news, Ticket ticket) {
        DeviceEvent event = event(news, ticket, ++sequence);
        remember(event);
        for (EventQueue queue : queues) queue.offer(event);
    }

    /**
     * An outcome that the run before wrote down and may not have told: a client that comes back is told it, though
     * perhaps again. Its sequence is 0. To be called in order of time, before anything is published.
     */
    public synchronized void remember(News news, Ticket ticket) {
        remember(event(news, ticket, 0));
    }

    @Override
    public Subscription subscribe(String client, Optional<String> since, Runnable available) {
        EventQueue[] own = new EventQueue[1];
        own[0] = new EventQueue(client, available, () -> queues.remove(own[0]));
        synchronized (this) {
            since.map(this::after).orElse(List.of()).forEach(own[0]::offer);
            queues.add(own[0]);
        }
        return own[0];
    }

    private Collection<DeviceEvent> after(String eventId) {
        List<DeviceEvent> missed = new ArrayList<>();
        boolean found = false;
        for (DeviceEvent event : past) {
            if (found) missed.add(event);
            found |= event.eventId().equals(eventId);
        }
        return found ? missed : fromEarlier(eventId);
    }

    /** The event is of an earlier run, or too long ago: all states, and what is known to have come after it, or nearly. */
    private Collection<DeviceEvent> fromEarlier(String eventId) {
        List<DeviceEvent> all = new ArrayList<>(states());
        long since = EventIds.millis(eventId) - NEARLY_MS;
        for (DeviceEvent event : past) if (event.timestampMs() >= since) all.add(event);
        return all;
    }

    private List<DeviceEvent> states() {
        return devices.get().stream()
                .map(d -> News.stateChanged(d.deviceType(), d.deviceId(), d.state(), Optional.empty()))
                .map(news -> event(news, ticket(), sequence))
                .toList();
    }

    private static DeviceEvent event(News n, Ticket ticket, long number) {
        return new DeviceEvent(
                ticket.eventId,
                number,
                n.eventType,
                ticket.timestampMs,
                n.deviceType,
                n.deviceId,
                n.commandId,
                n.data,
                n.extensions,
                n.fromVersion);
    }

    private void remember(DeviceEvent event) {
        past.addLast(event);
        pastBytes += event.weight();
        while (past.size() > EventQueue.MOST_EVENTS || pastBytes > EventQueue.MOST_BYTES && past.size() > 1)
            pastBytes -= past.removeFirst().weight();
    }
}
