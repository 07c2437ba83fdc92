package perihost.itests.payment;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.RunningHost;

/**
 * A 1.1 client of the event stream that comes back after each end of the host from the last event on that it knows of,
 * and notes how each payment was told to have ended. Thread-safe.
 */
final class Witness {
    private static final Set<String> OUTCOMES = Set.of("payment_complete", "payment_failed", "payment_cancelled");

    private final Map<String, Map<String, JsonNode>> byCommand = new LinkedHashMap<>();
    private String lastId = "";
    private EventClient events;

    /** Connects. */
    synchronized void connect(RunningHost host) {
        String since = lastId.isEmpty() ? "" : "&since=" + lastId;
        events = EventClient.of(host, "?protocolVersion=1.1" + since);
    }

    /** The host has ended: takes what had come. */
    synchronized void disconnected() throws InterruptedException {
        events.awaitEnd();
        take();
    }

    synchronized void close() {
        events.close();
    }

    /** The outcomes that a payment was told to have: different events, not the same one told again. */
    synchronized List<JsonNode> outcomes(String commandId) {
        take();
        return List.copyOf(byCommand.getOrDefault(commandId, Map.of()).values());
    }

    /** Whose outcomes were told. */
    synchronized Set<String> commandIds() {
        take();
        return Set.copyOf(byCommand.keySet());
    }

    /** Whether an event tells how a payment ended. */
    static boolean isOutcome(JsonNode event) {
        return OUTCOMES.contains(event.path("eventType").asText());
    }

    private void take() {
        for (JsonNode event : events.drain()) {
            lastId = event.path("eventId").asText();
            if (isOutcome(event)) take(event);
        }
    }

    private void take(JsonNode event) {
        JsonNode before = byCommand
                .computeIfAbsent(event.path("commandId").asText(), id -> new LinkedHashMap<>())
                .putIfAbsent(event.path("eventId").asText(), event);
        if (before == null) return;
        assertEquals("told again, but differently", before.path("eventType"), event.path("eventType"));
        assertEquals("told again, but differently", before.path("data"), event.path("data"));
    }
}
