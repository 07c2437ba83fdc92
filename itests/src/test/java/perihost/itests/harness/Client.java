package perihost.itests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A kiosk's side of the contract over HTTP. Thread-safe. */
public final class Client {
    /** An answer is due within 5 s (B6); the rest is for a machine that is busy with the tests. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final int port;

    /** A client of the host that serves on this port. */
    public Client(int port) {
        this.port = port;
    }

    /** A command in the contract's envelope, 1.0. */
    public static String command(String commandId, String type, Map<String, ?> payload) {
        return command("1.0", commandId, type, payload);
    }

    /** A command in the contract's envelope. */
    public static String command(String version, String commandId, String type, Map<String, ?> payload) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("protocolVersion", version);
        envelope.put("kind", "command");
        envelope.put("commandId", commandId);
        envelope.put("type", type);
        envelope.put("timestampMs", System.currentTimeMillis());
        envelope.put("payload", payload);
        return Json.write(envelope);
    }

    /** A {@code printer_print} whose jobId is its commandId. */
    public static String print(String commandId, byte[] data) {
        return command(commandId, "printer_print", job(commandId, data));
    }

    /** The payload of a {@code printer_print}. */
    public static Map<String, String> job(String jobId, byte[] data) {
        return Map.of("jobId", jobId, "data", Base64.getEncoder().encodeToString(data));
    }

    /** Asks one printer, by its id, to print, and gives the answer. */
    public Answer printOn(String deviceId, byte[] data) throws IOException, InterruptedException {
        String id = id();
        Map<String, String> payload = new LinkedHashMap<>(job(id, data));
        payload.put("deviceId", deviceId);
        return post(command("1.1", id, "printer_print", payload));
    }

    /** A new commandId. */
    public static String id() {
        return UUID.randomUUID().toString();
    }

    /** Sends a command under a new id. */
    public Answer send(String type, Map<String, ?> payload) throws IOException, InterruptedException {
        return post(command(id(), type, payload));
    }

    /** Posts a body to the command path. */
    public Answer post(String body) throws IOException, InterruptedException {
        return answer(HTTP.send(request(body), BodyHandlers.ofByteArray()));
    }

    /** Posts a body without waiting for the answer. */
    public CompletableFuture<Answer> postAsync(String body) {
        return HTTP.sendAsync(request(body), BodyHandlers.ofByteArray()).thenApply(Client::answer);
    }

    /** Any request; headers alternate with their values. */
    public Answer request(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base() + path))
                .timeout(PATIENCE)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) builder.headers(headers);
        return answer(HTTP.send(builder.build(), BodyHandlers.ofByteArray()));
    }

    /** What {@code /healthz} says. */
    public JsonNode health() throws IOException, InterruptedException {
        Answer answer = request("GET", "/healthz", new byte[0]);
        if (answer.status() != 200) throw new AssertionError("/healthz: " + answer);
        return answer.body();
    }

    /** All devices, by id, as a snapshot request gives them. */
    public JsonNode snapshot() throws IOException, InterruptedException {
        Answer answer = post(Json.write(
                Map.of("protocolVersion", "1.0", "kind", "snapshot_request", "requestId", id(), "timestampMs", 1)));
        if (answer.status() != 200) throw new AssertionError("snapshot: " + answer);
        return answer.body().path("snapshot");
    }

    /** A device's state in a snapshot, {@code ""} when it is not listed. */
    public String state(String deviceId) throws IOException, InterruptedException {
        return snapshot().path(deviceId).path("state").asText("");
    }

    /** Waits until a device is in this state. */
    public void awaitState(String deviceId, String state) throws Exception {
        awaitState(deviceId, state, Duration.ofSeconds(15));
    }

    /** Waits until a device is in this state. */
    public void awaitState(String deviceId, String state, Duration within) throws Exception {
        Waiting.until(deviceId + " in state " + state, within, () -> state.equals(state(deviceId)));
    }

    /** The host's origin. */
    public String base() {
        return "http://localhost:" + port;
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(URI.create(base() + "/api/command"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(), String.join(",", values)));
        return new Answer(response.statusCode(), headers, new String(response.body(), StandardCharsets.UTF_8));
    }
}
