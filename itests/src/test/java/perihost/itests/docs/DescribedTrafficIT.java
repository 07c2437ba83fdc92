package perihost.itests.docs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Client;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.Json;
import perihost.itests.harness.RunningHost;

/** Real answers and events are as {@code docs/openapi.yaml} and {@code docs/asyncapi.yaml} describe them. */
public class DescribedTrafficIT {
    private static final byte[] BYTES = "Hello".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONE = new byte[0];
    private static final String[] JSON = {"Content-Type", "application/json"};
    private static final String[] JSON_OF_NO_ORIGIN = {"Content-Type", "application/json", "Origin", "null"};

    private static RunningHost host;
    private static Conformance client;

    @BeforeClass
    public static void start() throws Exception {
        host = RunningHost.start(HostHome.fresh("described-traffic"));
        host.client().awaitState(HostHome.PRINTER, "2");
        host.client().awaitState(HostHome.TERMINAL, "2");
        client = new Conformance(host);
    }

    @AfterClass
    public static void stop() {
        if (host != null) host.close();
    }

    @Test
    public void answersQueriesAsDescribed() throws Exception {
        for (String version : List.of("1.0", "1.1"))
            for (String type : List.of(
                    "get_device_list",
                    "get_state_snapshot",
                    "printer_status_check",
                    "printer_get_capabilities",
                    "printer_reset"))
                assertEquals(
                        type,
                        "OK",
                        client.post(command(version, type, Map.of())).outcome());
    }

    @Test
    public void answersWhatHasNoDeviceAsDescribed() throws Exception {
        Map<String, Map<String, String>> payloads = Map.of(
                "camera_capture", Map.of("captureId", "photo"),
                "camera_set_settings", Map.of("imageFormat", "png"));
        for (String type : List.of(
                "camera_capture",
                "camera_status_check",
                "camera_preview_start",
                "camera_preview_stop",
                "camera_set_settings"))
            assertEquals(
                    type,
                    "DEVICE_NOT_FOUND",
                    client.post(command("1.0", type, payloads.getOrDefault(type, Map.of())))
                            .code());
    }

    @Test
    public void answersThePaymentQueriesOf11AsDescribed() throws Exception {
        Map<String, Map<String, String>> payloads = Map.of(
                "payment_last_approval", Map.of(),
                "payment_card_uid_read", Map.of(),
                "payment_ic_card_check", Map.of(),
                "payment_screen_sound_setting",
                        Map.of("screenBrightness", "0", "voiceVolume", "9", "touchVolume", "5"));
        for (String type : payloads.keySet()) {
            assertEquals(
                    type,
                    "OK",
                    client.post(command("1.1", type, payloads.get(type))).outcome());
            assertEquals(
                    type,
                    "COMMAND_REJECTED",
                    client.post(command("1.0", type, payloads.get(type))).code());
        }
    }

    @Test
    public void tellsPaymentsAsDescribed() throws Exception {
        Map<String, String> undo = Map.of("approvalNumber", "00001234", "salesDate", "20261130", "amount", "10000");
        Map<String, String> terms =
                Map.of("amount", "1010", "tax", "90", "serviceCharge", "0", "installments", "12", "signature", "false");
        act("1.0", "payment_start", Map.of("amount", "10000"));
        act("1.0", "payment_start", Map.of("amount", "10001"));
        act("1.1", "payment_start", terms);
        act("1.1", "payment_transaction_cancel", undo);
    }

    /** From its answer to the device's being READY again. */
    private static void act(String version, String type, Map<String, String> payload) throws Exception {
        try (EventClient events = EventClient.of(host, "?protocolVersion=" + version)) {
            assertEquals(
                    type, "OK", client.post(command(version, type, payload)).outcome());
            events.until(event -> {
                client.event(version, event);
                return EventClient.isState(event, "2");
            });
        }
    }

    @Test
    public void answersSnapshotRequestsAsDescribed() throws Exception {
        for (String version : List.of("1.0", "1.1"))
            for (List<String> types : List.of(List.<String>of(), List.of("printer"), List.of("payment", "camera"))) {
                Map<String, Object> request = Map.of(
                        "protocolVersion",
                        version,
                        "kind",
                        "snapshot_request",
                        "requestId",
                        Client.id(),
                        "deviceTypes",
                        types);
                assertTrue(client.post(Json.write(request)).body().has("snapshot"));
            }
    }

    @Test
    public void refusesMessagesAsDescribed() throws Exception {
        assertEquals("PARSE_ERROR", client.postAnyhow("{").code());
        assertEquals("PARSE_ERROR", client.postAnyhow("{\"kind\":\"command\"}").code());
        assertEquals(
                "COMMAND_REJECTED",
                client.postAnyhow(command("1.0", "no_such_type", Map.of())).code());
        assertEquals(
                "COMMAND_REJECTED",
                client.postAnyhow(command("2.0", "get_device_list", Map.of())).code());
        assertEquals(
                "INVALID_PAYLOAD",
                client.postAnyhow(command("1.0", "printer_print", Map.of())).code());
    }

    @Test
    public void refusesRequestsAsDescribed() throws Exception {
        byte[] body = command("1.0", "get_device_list", Map.of()).getBytes(StandardCharsets.UTF_8);
        String path = "/api/command";
        assertEquals(403, client.request("POST", path, body, JSON_OF_NO_ORIGIN).status());
        assertEquals(405, client.request("GET", path, NONE).status());
        assertEquals(
                413, client.request("POST", path, new byte[(8 << 20) + 1], JSON).status());
        assertEquals(
                415,
                client.request("POST", path, body, "Content-Type", "text/plain").status());
        assertEquals(405, client.request("POST", "/healthz", body, JSON).status());
        assertEquals(200, client.request("GET", "/healthz", NONE).status());
    }

    @Test
    public void tellsEventsAsDescribed() throws Exception {
        for (String version : List.of("1.0", "1.1")) {
            try (EventClient events = EventClient.of(host, "?protocolVersion=" + version)) {
                String id = Client.id();
                String print = Client.command(version, id, "printer_print", Client.job(id, BYTES));
                assertEquals("OK", client.post(print).outcome());
                boolean[] printed = new boolean[1];
                List<JsonNode> told = events.until(event -> {
                    printed[0] |= EventClient.isOutcome(event, id);
                    return printed[0] && EventClient.isState(event, "2");
                });
                told.forEach(event -> client.event(version, event));
                assertEquals("OK", client.post(print).outcome());
            }
        }
    }

    @Test
    public void wouldNoticeWhatIsNotDescribed() throws Exception {
        Answer answer = client.post(command("1.0", "get_device_list", Map.of()));
        ObjectNode more = answer.body().deepCopy();
        Schemas commands = Schemas.of("openapi.yaml");
        assertTrue(commands.against("Answer", more).isEmpty());
        assertFalse(commands.against("Answer", more.put("replayed", "true")).isEmpty());
        JsonNode event = Json.read("""
                {"protocolVersion": "1.0", "kind": "event", "eventId": "01a1fd1e-071a-7000-a276-7ae7fc6fb968",
                 "eventType": "device_state_changed", "timestampMs": 1, "deviceType": "printer",
                 "data": {"state": "2", "stateString": "READY"}}
                """);
        Schemas events = Schemas.of("asyncapi.yaml");
        assertTrue(events.against("Event", event).isEmpty());
        assertFalse(events.against("Event", ((ObjectNode) event.deepCopy()).put("deviceId", "p"))
                .isEmpty());
        ((ObjectNode) event.path("data")).put("state", 2);
        assertFalse(events.against("Event", event).isEmpty());
        JsonNode card = Json.read("""
                {"protocolVersion": "1.1", "kind": "event", "eventId": "01a1fd1e-071a-7000-a276-7ae7fc6fb968",
                 "eventType": "payment_card_event", "timestampMs": 1, "deviceType": "payment",
                 "data": {"card": "IC_IN", "state": "3"}, "deviceId": "t", "commandId": "c", "sequence": "1"}
                """);
        assertTrue(events.against("Event1.1", card).isEmpty());
        ObjectNode old = ((ObjectNode) card.deepCopy()).put("protocolVersion", "1.0");
        assertFalse(events.against("Event", old.without(List.of("deviceId", "commandId", "sequence")))
                .isEmpty());
    }

    private static String command(String version, String type, Map<String, ?> payload) {
        return Client.command(version, Client.id(), type, payload);
    }
}
