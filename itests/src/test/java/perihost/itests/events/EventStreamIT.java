package perihost.itests.events;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.ClassRule;
import org.junit.Test;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.HostHome;

/** What clients that read are sent (H2, H4, H5, J2, J3). */
public class EventStreamIT {
    private static final Set<String> FIELDS_1_0 =
            Set.of("protocolVersion", "kind", "eventId", "eventType", "timestampMs", "deviceType", "data");

    @ClassRule
    public static final EventHost HOST = new EventHost("events");

    @Test
    public void sendsEveryEventToEveryClientInOneOrder() throws Exception {
        List<EventClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) clients.add(EventClient.of(HOST.host()));
        List<String> ids = HOST.print(30);
        Set<List<JsonNode>> streams = new HashSet<>();
        for (EventClient client : clients) {
            List<JsonNode> read = read(client, 30 * EventHost.EVENTS_PER_JOB);
            assertEquals(ids, jobsIn(read));
            streams.add(read);
            client.close();
        }
        assertEquals(1, streams.size());
    }

    @Test
    public void numbersEventsInTheOrderOfTheirCreation() throws Exception {
        try (EventClient events = EventClient.of(HOST.host())) {
            HOST.print(20);
            String before = "";
            for (JsonNode event : read(events, 20 * EventHost.EVENTS_PER_JOB)) {
                String id = event.path("eventId").asText();
                assertEquals(7, UUID.fromString(id).version());
                assertTrue(before + " then " + id, before.compareTo(id) < 0);
                before = id;
            }
        }
    }

    @Test
    public void sendsExactlyTheContractsFieldsToAClientOf10() throws Exception {
        try (EventClient events = EventClient.of(HOST.host())) {
            HOST.print(2);
            for (JsonNode event : read(events, 2 * EventHost.EVENTS_PER_JOB)) {
                assertEquals(FIELDS_1_0, keys(event));
                assertEquals("1.0", event.path("protocolVersion").asText());
                assertEquals("event", event.path("kind").asText());
                assertTrue(event.path("timestampMs").isIntegralNumber());
                assertEquals("printer", event.path("deviceType").asText());
                event.path("data").forEach(value -> assertTrue(value.toString(), value.isTextual()));
            }
        }
    }

    @Test
    public void addsDeviceCommandAndSequenceForAClientOf11() throws Exception {
        try (EventClient events = EventClient.of(HOST.host(), "?protocolVersion=1.1")) {
            List<String> ids = HOST.print(5);
            long before = -1;
            for (JsonNode event : read(events, 5 * EventHost.EVENTS_PER_JOB)) {
                assertEquals("1.1", event.path("protocolVersion").asText());
                assertEquals(HostHome.PRINTER, event.path("deviceId").asText());
                assertTrue(
                        event.toString(), ids.contains(event.path("commandId").asText()));
                long sequence = Long.parseLong(event.path("sequence").textValue());
                if (before >= 0) assertEquals(before + 1, sequence);
                before = sequence;
            }
        }
    }

    @Test
    public void tellsAClientOf10NothingFromBeforeItCame() throws Exception {
        HOST.print(3);
        try (EventClient plain = EventClient.of(HOST.host());
                EventClient asking = EventClient.of(HOST.host(), "?since=" + new UUID(0x7000, 1L << 63))) {
            List<String> ids = HOST.print(1);
            assertEquals(ids, jobsIn(read(plain, EventHost.EVENTS_PER_JOB)));
            assertEquals(ids, jobsIn(read(asking, EventHost.EVENTS_PER_JOB)));
        }
    }

    @Test
    public void replaysWhatAClientOf11Missed() throws Exception {
        List<JsonNode> seen;
        try (EventClient before = EventClient.of(HOST.host(), "?protocolVersion=1.1")) {
            HOST.print(10);
            seen = read(before, 10 * EventHost.EVENTS_PER_JOB);
        }
        for (int last : new int[] {0, 7, 29}) {
            String since = seen.get(last).path("eventId").asText();
            try (EventClient back = EventClient.of(HOST.host(), "?protocolVersion=1.1&since=" + since)) {
                assertEquals(seen.subList(last + 1, seen.size()), read(back, seen.size() - last - 1));
                List<String> ids = HOST.print(1);
                List<JsonNode> live = read(back, EventHost.EVENTS_PER_JOB);
                assertEquals(ids, jobsIn(live));
                seen.addAll(live);
            }
        }
    }

    @Test
    public void tellsEveryDevicesStateWhereThePastIsTooLongAgo() throws Exception {
        String since = new UUID(0x0190_0000_0000_7000L, 1L << 63).toString();
        Set<String> devices = keys(HOST.host().client().snapshot());
        try (EventClient back = EventClient.of(HOST.host(), "?protocolVersion=1.1&since=" + since)) {
            Set<String> told = new TreeSet<>();
            for (JsonNode event : read(back, devices.size())) {
                assertEquals("device_state_changed", event.path("eventType").asText());
                told.add(event.path("deviceId").asText());
            }
            assertEquals(devices, told);
        }
    }

    @Test
    public void dropsWhatAClientSays() throws Exception {
        try (EventClient talking = EventClient.of(HOST.host())) {
            for (int i = 0; i < 50; i++) talking.send("{\"kind\":\"command\"}");
            List<String> ids = HOST.print(1);
            assertEquals(ids, jobsIn(read(talking, EventHost.EVENTS_PER_JOB)));
            assertFalse(talking.isClosed());
        }
    }

    @Test
    public void closesOnAFrameOfMoreThanAKibibyte() throws Exception {
        try (EventClient atLimit = EventClient.of(HOST.host());
                EventClient past = EventClient.of(HOST.host())) {
            atLimit.send("x".repeat(1024));
            past.send("x".repeat(1025));
            assertEquals(1009, past.awaitClose());
            List<String> ids = HOST.print(1);
            assertEquals(ids, jobsIn(read(atLimit, EventHost.EVENTS_PER_JOB)));
        }
    }

    private static List<JsonNode> read(EventClient events, int count) throws InterruptedException {
        List<JsonNode> read = new ArrayList<>();
        while (read.size() < count) read.add(events.next());
        return read;
    }

    private static List<String> jobsIn(List<JsonNode> events) {
        return events.stream()
                .map(e -> e.path("data").path("jobId").asText())
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
