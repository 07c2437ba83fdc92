package perihost.itests.bundles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import perihost.api.event.DeviceEvent;
import perihost.api.event.EventStream;

/** Keeps all events of a container, from the moment of its making. */
final class EventLog implements AutoCloseable {
    private final List<DeviceEvent> events = new ArrayList<>();
    private final EventStream.Subscription subscription;

    EventLog(EventStream stream) {
        subscription = stream.subscribe("test", Optional.empty(), this::take);
        take();
    }

    /** How each job was told to have ended, by jobId. */
    synchronized Map<String, List<String>> outcomes() {
        Map<String, List<String>> found = new HashMap<>();
        for (DeviceEvent e : events)
            if (e.eventType().equals("printer_job_complete"))
                found.computeIfAbsent(e.data().get("jobId"), k -> new ArrayList<>())
                        .add(e.data().get("success"));
        return found;
    }

    /** The numbers of the states that a device went through. */
    synchronized String states(String deviceId) {
        StringBuilder states = new StringBuilder();
        for (DeviceEvent e : events)
            if (e.deviceId().equals(deviceId) && e.eventType().equals("device_state_changed"))
                states.append(e.data().get("state"));
        return states.toString();
    }

    @Override
    public void close() {
        subscription.close();
    }

    /** The stream may not know its subscription yet when it first calls. */
    private synchronized void take() {
        if (subscription == null) return;
        for (Optional<DeviceEvent> e = subscription.poll(); e.isPresent(); e = subscription.poll()) events.add(e.get());
    }
}
