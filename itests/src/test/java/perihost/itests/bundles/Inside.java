package perihost.itests.bundles;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import perihost.api.command.Command;
import perihost.api.command.CommandService;
import perihost.api.command.DeviceSnapshot;
import perihost.api.command.Payload;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;
import perihost.api.device.DeviceState;
import perihost.itests.harness.Waiting;

/** What a front end does, inside the container. Thread-safe. */
record Inside(CommandService commands) {
    /** Every command is answered within 5 s (B6); the rest is for a busy machine. */
    private static final long ANSWER_MS = 6_500;

    private static final Duration STATE = Duration.ofSeconds(60);

    /** Sends a command to one device and waits for its answer. */
    Response send(String id, String type, String deviceId, Map<String, String> fields) throws Exception {
        Map<String, String> texts = new java.util.HashMap<>(fields);
        if (!deviceId.isEmpty()) texts.put("deviceId", deviceId);
        Command command = new Command(ProtocolVersion.V1_1, id, type, new Payload(texts, Set.of()));
        CompletableFuture<Response> answer = commands.execute(command).toCompletableFuture();
        return answer.get(ANSWER_MS, TimeUnit.MILLISECONDS);
    }

    /** Asks for a device's status. */
    Response status(String deviceId) throws Exception {
        return send(id(), "printer_status_check", deviceId, Map.of());
    }

    /** Prints a few bytes; commandId and jobId are the same. */
    Response print(String id, String deviceId) throws Exception {
        String data = Base64.getEncoder().encodeToString(id.getBytes());
        return send(id, "printer_print", deviceId, Map.of("jobId", id, "data", data));
    }

    /** A new commandId. */
    static String id() {
        return UUID.randomUUID().toString();
    }

    /** The error code of an answer, {@code ""} for OK. */
    static String code(Response response) {
        return response.error().map(e -> e.code().name()).orElse("");
    }

    /** A device as a snapshot shows it. */
    DeviceSnapshot device(String deviceId) {
        List<DeviceSnapshot> found = commands.snapshot(List.of()).stream()
                .filter(d -> d.deviceId().equals(deviceId))
                .toList();
        assertEquals(deviceId + " is not listed", 1, found.size());
        return found.get(0);
    }

    /** Waits until a device is in this state. */
    void await(String deviceId, DeviceState state) throws Exception {
        Waiting.until(
                deviceId + " " + state,
                STATE,
                () -> commands.snapshot(List.of()).stream()
                        .anyMatch(d -> d.deviceId().equals(deviceId) && d.state() == state));
    }
}
