package perihost.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The duty of a training host: answers a few requests of its own, so that their classes are loaded, and ends. */
final class TrainDuty implements RunCommand.Duty {
    private static final int PATIENCE_MS = 10_000;
    private static final int ROUNDS = 3;
    private static final String COMMAND =
            "{\"protocolVersion\":\"1.0\",\"kind\":\"command\",\"commandId\":\"train-%s-%d\","
                    + "\"type\":\"%s\",\"timestampMs\":0,\"payload\":%s}";
    private static final String SNAPSHOT =
            "{\"protocolVersion\":\"1.0\",\"kind\":\"snapshot_request\",\"requestId\":\"train\",\"deviceTypes\":[]}";
    private static final String UPGRADE =
            "GET /ws HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    @Override
    public void perform(URI uri, Container container) throws Refusal {
        try (Socket listener = new Socket(uri.getHost(), uri.getPort())) {
            listener.setSoTimeout(PATIENCE_MS);
            listener.getOutputStream()
                    .write(UPGRADE.formatted(uri.getAuthority()).getBytes(StandardCharsets.US_ASCII));
            if (listener.getInputStream().read() < 0) throw new IOException("no answer to the upgrade");
            get(uri.resolve("/healthz"));
            for (int round = 0; round < ROUNDS; round++) commands(uri.resolve("/api/command"), round);
        } catch (IOException e) {
            throw new Refusal(Exit.FAILURE, "training: " + e);
        }
    }

    private static void commands(URI uri, int round) throws IOException {
        for (String type : List.of("get_device_list", "get_state_snapshot", "printer_status_check", "unknown")) {
            post(uri, COMMAND.formatted(type, round, type, "{}"));
        }
        String job = "{\"jobId\":\"train-" + round + "\",\"data\":\"G0A=\"}"; // ESC @: reset the printer
        post(uri, COMMAND.formatted("print", round, "printer_print", job));
        post(uri, SNAPSHOT);
        post(uri, "{");
    }

    private static void get(URI uri) throws IOException {
        drain(connection(uri));
    }

    private static void post(URI uri, String body) throws IOException {
        HttpURLConnection connection = connection(uri);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        drain(connection);
    }

    private static HttpURLConnection connection(URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MS);
        connection.setReadTimeout(PATIENCE_MS);
        return connection;
    }

    /** Any answer will do: what it says is for the tests to judge. */
    private static void drain(HttpURLConnection connection) throws IOException {
        boolean refused = connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
        try (InputStream body = refused ? connection.getErrorStream() : connection.getInputStream()) {
            if (body != null) body.readAllBytes();
        }
    }
}
