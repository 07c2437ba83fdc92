package perihost.bench.bare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The commands and snapshot of protocol 1.0, for terminals that are there,
 * printers that take every job at once and cameras that only show a preview. Any thread may ask. */
public final class Contract {
    /** What to send back, and what to do once it is sent. */
    public record Answer(boolean understood, byte[] body, Runnable after) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Runnable NOTHING = () -> {};
    private static final long HOUR_MS = 3_600_000;
    private static final String READY = "2";
    private static final String PROCESSING = "3";

    private final List<String> terminals;
    private final List<String> printers;
    private final List<String> cameras;
    private final Set<String> previews = ConcurrentHashMap.newKeySet(); // cameras that show one
    private final Consumer<String> events;
    private final Seen seen = new Seen(10_000, HOUR_MS);
    private final Executor worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "devices");
        thread.setDaemon(true);
        return thread;
    });

    /** @param events takes each event's text, on the one thread of all devices */
    public Contract(List<String> terminals, List<String> printers, List<String> cameras, Consumer<String> events) {
        this.terminals = List.copyOf(terminals);
        this.printers = List.copyOf(printers);
        this.cameras = List.copyOf(cameras);
        this.events = events;
    }

    /** Answers one request body; what it says it must do afterwards are the events of a job. */
    public Answer answer(ByteBuffer body) throws IOException {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        JsonNode message;
        try {
            message = JSON.readTree(bytes);
        } catch (JsonProcessingException notJson) {
            return failed("", "not JSON");
        }
        String kind = message.path("kind").asText();
        boolean snapshot = kind.equals("snapshot_request");
        String id = message.path(snapshot ? "requestId" : "commandId").asText();
        if (id.isEmpty() || id.length() > 128) return failed("", "no id");
        if (!message.path("protocolVersion").asText().startsWith("1.")) return failed(id, "no protocolVersion");
        if (snapshot) return new Answer(true, JSON.writeValueAsBytes(snapshot(id)), NOTHING);
        if (!kind.equals("command")) return failed(id, "unknown kind");
        Optional<byte[]> before = seen.find(id);
        return before.isPresent() ? new Answer(true, before.get(), NOTHING) : execute(id, message);
    }

    byte[] health() throws JsonProcessingException {
        return JSON.writeValueAsBytes(entries());
    }

    private Answer execute(String id, JsonNode message) throws JsonProcessingException {
        JsonNode payload = message.path("payload");
        String device = payload.path("deviceId").asText(printers.get(0));
        if (!printers.contains(device) && !cameras.contains(device)) return failed(id, "no such device");
        ObjectNode result = JSON.createObjectNode();
        Runnable after = NOTHING;
        switch (message.path("type").asText()) {
            case "get_device_list" ->
                result.put("payment", String.join(",", terminals))
                        .put("printer", String.join(",", printers))
                        .put("camera", String.join(",", cameras));
            case "get_state_snapshot" ->
                entries()
                        .properties()
                        .forEach(entry ->
                                result.put(entry.getKey(), entry.getValue().toString()));
            case "printer_status_check" -> result.put("deviceId", device).put("state", READY);
            case "printer_print" -> {
                String job = payload.path("jobId").asText();
                byte[] data = Base64.getDecoder().decode(payload.path("data").asText());
                if (job.isEmpty() || data.length == 0) return failed(id, "no job");
                result.put("deviceId", device).put("state", PROCESSING);
                after = () -> worker.execute(() -> print(job));
            }
            case "camera_preview_start" -> {
                result.put("deviceId", device).put("state", PROCESSING);
                after = () -> worker.execute(() -> preview(device, true));
            }
            case "camera_preview_stop" -> {
                result.put("deviceId", device).put("state", READY);
                after = () -> worker.execute(() -> preview(device, false));
            }
            default -> {
                return failed(id, "unknown type");
            }
        }
        ObjectNode response = envelope("response").put("commandId", id).put("status", "OK");
        response.put("timestampMs", System.currentTimeMillis()).putNull("error").set("result", result);
        byte[] body = JSON.writeValueAsBytes(response);
        seen.keep(id, body);
        return new Answer(true, body, after);
    }

    private void preview(String camera, boolean on) {
        if (on ? !previews.add(camera) : !previews.remove(camera)) return;
        tell("device_state_changed", "camera", on ? state(PROCESSING, "PROCESSING") : state(READY, "READY"));
    }

    private void print(String job) {
        tell("device_state_changed", "printer", state(PROCESSING, "PROCESSING"));
        tell(
                "printer_job_complete",
                "printer",
                JSON.createObjectNode()
                        .put("jobId", job)
                        .put("success", "true")
                        .put("errorMessage", "")
                        .put("state", READY));
        tell("device_state_changed", "printer", state(READY, "READY"));
    }

    private void tell(String type, String deviceType, ObjectNode data) {
        ObjectNode event =
                envelope("event").put("eventId", UUID.randomUUID().toString()).put("eventType", type);
        event.put("timestampMs", System.currentTimeMillis())
                .put("deviceType", deviceType)
                .set("data", data);
        events.accept(event.toString());
    }

    private ObjectNode snapshot(String id) {
        ObjectNode response = envelope("snapshot_response").put("requestId", id);
        response.put("timestampMs", System.currentTimeMillis()).set("snapshot", entries());
        return response;
    }

    private ObjectNode entries() {
        ObjectNode all = JSON.createObjectNode();
        for (String terminal : terminals) all.set(terminal, entry(terminal, "payment", state(READY, "READY")));
        for (String printer : printers) all.set(printer, entry(printer, "printer", state(READY, "READY")));
        for (String camera : cameras) {
            boolean on = previews.contains(camera);
            all.set(camera, entry(camera, "camera", on ? state(PROCESSING, "PROCESSING") : state(READY, "READY")));
        }
        return all;
    }

    private static ObjectNode entry(String device, String type, ObjectNode state) {
        return state.put("deviceId", device)
                .put("deviceType", type)
                .put("deviceName", device)
                .put("lastError", "");
    }

    private static ObjectNode state(String state, String name) {
        return JSON.createObjectNode().put("state", state).put("stateString", name);
    }

    private static ObjectNode envelope(String kind) {
        return JSON.createObjectNode().put("protocolVersion", "1.0").put("kind", kind);
    }

    private static Answer failed(String id, String why) throws JsonProcessingException {
        ObjectNode response = envelope("response").put("commandId", id).put("status", "REJECTED");
        response.put("timestampMs", System.currentTimeMillis());
        response.putObject("error")
                .put("code", "PARSE_ERROR")
                .put("message", why)
                .putObject("details");
        response.putObject("result");
        return new Answer(false, JSON.writeValueAsBytes(response), NOTHING);
    }
}
