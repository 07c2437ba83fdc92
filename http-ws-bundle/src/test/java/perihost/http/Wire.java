package perihost.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A plain socket to the server: sends any bytes, reads HTTP answers. */
final class Wire implements Closeable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 20_000;

    /** An answer as it came. */
    record Answer(int status, Map<String, String> headers, String text) {
        JsonNode json() throws IOException {
            return MAPPER.readTree(text);
        }

        String code() throws IOException {
            return json().path("error").path("code").asText();
        }
    }

    final Socket socket;
    private final InputStream in;

    Wire(int port) throws IOException {
        this("127.0.0.1", port);
    }

    Wire(String address, int port) throws IOException {
        socket = new Socket(address, port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = socket.getInputStream();
    }

    Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends a request with the right Host, and the headers given as lines. */
    Wire request(String method, String path, String headers, byte[] body) throws IOException {
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost:" + socket.getPort() + "\r\n" + headers
                + (body.length > 0 || method.equals("POST") ? "Content-Length: " + body.length + "\r\n" : "") + "\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(head.getBytes(StandardCharsets.ISO_8859_1));
        all.write(body);
        return send(all.toByteArray());
    }

    Wire post(byte[] json) throws IOException {
        return request("POST", "/api/command", "Content-Type: application/json\r\n", json);
    }

    Wire post(String json) throws IOException {
        return post(json.getBytes(StandardCharsets.UTF_8));
    }

    Wire get(String path, String headers) throws IOException {
        return request("GET", path, headers, new byte[0]);
    }

    Answer answer() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b = in.read();
            if (b < 0) throw new EOFException("closed after: " + line);
            if (b == '\n') return line.toString();
            if (b != '\r') line.append((char) b);
        }
    }

    /** Whether the server has closed; what it sends before is dropped. */
    boolean closed() {
        try {
            while (in.read() >= 0) continue;
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    int read() throws IOException {
        return in.read();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static String command(String id, String type, String payload) {
        return command("1.0", id, type, payload);
    }

    static String command(String version, String id, String type, String payload) {
        return "{\"protocolVersion\":\"" + version + "\",\"kind\":\"command\",\"commandId\":\"" + id + "\",\"type\":\""
                + type + "\",\"timestampMs\":1706234567890,\"payload\":" + payload + "}";
    }
}
