package perihost.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One POST, made once and sent often: only the digits that make its ids unique are written anew. No two requests ever
 * share an id. Not thread-safe: one for each connection.
 */
public final class Request {
    private static final String SLOT = "############";
    private static final AtomicInteger MADE =
            new AtomicInteger(ThreadLocalRandom.current().nextInt());
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int[] slots;
    private final int idAt;
    private final int idLength;

    private Request(int port, String idName, String body) {
        String head = "POST /api/command HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        String text = head + body;
        bytes = text.getBytes(StandardCharsets.US_ASCII);
        List<Integer> found = new ArrayList<>();
        for (int at = text.indexOf(SLOT); at >= 0; at = text.indexOf(SLOT, at + 1)) found.add(at);
        slots = found.stream().mapToInt(Integer::intValue).toArray();
        idAt = text.indexOf("\"" + idName + "\":\"") + idName.length() + 4;
        idLength = text.indexOf('"', idAt) - idAt;
    }

    /** @param payload a JSON object, ASCII only */
    public static Request command(int port, String type, String payload) {
        return command(port, "1.1", type, payload);
    }

    /** A query of a 1.0 client: a repeated answer is the first one to the byte. */
    public static Request plainQuery(int port, String type) {
        return command(port, "1.0", type, "{}");
    }

    private static Request command(int port, String version, String type, String payload) {
        return new Request(
                port,
                "commandId",
                "{\"protocolVersion\":\"" + version + "\",\"kind\":\"command\",\"commandId\":\"" + id()
                        + "\",\"type\":\"" + type + "\",\"timestampMs\":1706234567890,\"payload\":" + payload + "}");
    }

    public static Request query(int port, String type) {
        return command(port, type, "{}");
    }

    public static Request snapshot(int port) {
        return new Request(
                port,
                "requestId",
                "{\"protocolVersion\":\"1.0\",\"kind\":\"snapshot_request\",\"requestId\":\"" + id()
                        + "\",\"timestampMs\":1706234567890,\"deviceTypes\":[]}");
    }

    /** A job for one printer; the job's id ends in the digits that are unique. */
    public static Request print(int port, String device, String job, String base64) {
        return command(
                port,
                "printer_print",
                "{\"jobId\":\"" + job + SLOT + "\",\"data\":\"" + base64 + "\",\"deviceId\":\"" + device + "\"}");
    }

    /** The bytes to send for the {@code n}th use; the same {@code n} gives the same ids. */
    public ByteBuffer number(long n) {
        for (int slot : slots) {
            long rest = n;
            for (int i = SLOT.length() - 1; i >= 0; i--, rest >>>= 4) bytes[slot + i] = HEX[(int) rest & 15];
        }
        return ByteBuffer.wrap(bytes);
    }

    /** Whether {@code body} holds the id that was last sent. */
    boolean isAnsweredBy(byte[] body, int from, int to) {
        return Bytes.indexOf(body, from, to, bytes, idAt, idLength) >= 0;
    }

    private static String id() {
        return String.format("%08x-aaaa-4aaa-8aaa-", MADE.incrementAndGet()) + SLOT;
    }
}
