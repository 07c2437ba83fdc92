package perihost.itests.harness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A connection on which a test writes whatever bytes it likes, and reads the answers as HTTP. */
public final class RawHttp implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;

    private final Socket socket;
    private final InputStream in;

    private RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects to 127.0.0.1. */
    public static RawHttp to(int port) throws IOException {
        return to("127.0.0.1", port);
    }

    /** Connects to an address. */
    public static RawHttp to(String address, int port) throws IOException {
        return to(address, port, 0);
    }

    /** Connects with a receive buffer of this size in bytes; 0: the system's. */
    public static RawHttp to(String address, int port, int buffer) throws IOException {
        Socket socket = new Socket();
        if (buffer > 0) socket.setReceiveBufferSize(buffer);
        socket.connect(new InetSocketAddress(InetAddress.getByName(address), port), PATIENCE_MS);
        return new RawHttp(socket);
    }

    /** Writes bytes. */
    public RawHttp write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Writes a text in ISO 8859-1. */
    public RawHttp write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes a whole request with a Content-Length; the headers are lines without their end. */
    public RawHttp request(String line, byte[] body, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(line).append(" HTTP/1.1\r\n");
        for (String header : headers) head.append(header).append("\r\n");
        if (body.length > 0) head.append("Content-Length: ").append(body.length).append("\r\n");
        return write(head.append("\r\n").toString()).write(body);
    }

    /** Reads one answer. */
    public Answer answer() throws IOException {
        String[] status = line().split(" ", 3);
        if (!status[0].startsWith("HTTP/1.")) throw new AssertionError("not HTTP: " + String.join(" ", status));
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (a, b) -> a + "," + b);
        }
        return new Answer(Integer.parseInt(status[1]), headers, new String(body(headers), StandardCharsets.UTF_8));
    }

    /** Reads one answer; empty when the host has ended the connection without one. */
    public Optional<Answer> answerOrEnd() throws IOException {
        in.mark(1);
        if (ended()) return Optional.empty();
        in.reset();
        return Optional.of(answer());
    }

    /** Whether the host has ended the connection: waits for that or for input, and takes one byte of it. */
    public boolean ended() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Reads, and drops, what comes for so long; true when the host has ended the connection meanwhile. */
    public boolean endedWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return ended();
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Writes, if the host still lets it. */
    public boolean tryWrite(String text) {
        try {
            write(text);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The stream of what comes, for who reads something else than HTTP. */
    public InputStream in() {
        return in;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) return chunks();
        return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.write(in.readNBytes(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) throw new IOException("ended in the middle of a line: " + line);
            if (b != '\r') line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
