package perihost.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One kept-alive HTTP/1.1 connection with at most one request under way. One thread at a time. */
public final class Connection implements AutoCloseable {
    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    private static final byte[] LENGTH = ascii("content-length: ");
    private static final byte[] OK = ascii("\"status\":\"OK\"");

    final SocketChannel channel;
    private final byte[] in = new byte[1 << 16];
    private final ByteBuffer buffer = ByteBuffer.wrap(in);
    private int bodyAt;
    private int end;

    private Connection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects in blocking mode to the server on this machine. */
    public static Connection open(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new Connection(channel);
    }

    /** Sends and waits for the whole answer; it is not looked at. */
    public void exchange(ByteBuffer request) throws IOException {
        send(request);
        while (!receive()) Thread.onSpinWait();
    }

    void send(ByteBuffer request) throws IOException {
        buffer.clear();
        bodyAt = 0;
        while (request.hasRemaining()) channel.write(request);
    }

    /** Reads once; true when the answer is all there. */
    boolean receive() throws IOException {
        if (channel.read(buffer) < 0) throw new EOFException("the server hung up");
        if (bodyAt == 0) readHead();
        if (bodyAt > 0 && buffer.position() > end) throw new WrongAnswer("more than one answer: " + text());
        return bodyAt > 0 && buffer.position() == end;
    }

    public int status() {
        return Integer.parseInt(new String(in, 9, 3, StandardCharsets.US_ASCII));
    }

    /** The answer's body; costs a copy. */
    public String body() {
        return new String(in, bodyAt, end - bodyAt, StandardCharsets.UTF_8);
    }

    byte[] bodyBytes() {
        return Arrays.copyOfRange(in, bodyAt, end);
    }

    boolean bodyIs(byte[] expected) {
        return Arrays.equals(in, bodyAt, end, expected, 0, expected.length);
    }

    /** Throws unless the answer is a 200 with the request's id in it and status OK. */
    public void expectOk(Request request) {
        if (!isOk(request)) throw new WrongAnswer(text());
    }

    boolean isOk(Request request) {
        return in[9] == '2'
                && in[10] == '0'
                && in[11] == '0'
                && request.isAnsweredBy(in, bodyAt, end)
                && Bytes.indexOf(in, bodyAt, end, OK) >= 0;
    }

    private void readHead() {
        int head = Bytes.indexOf(in, 0, buffer.position(), END_OF_HEAD);
        if (head < 0) return;
        bodyAt = head + END_OF_HEAD.length;
        int at = lengthAt(head);
        int length = 0;
        for (; in[at] >= '0' && in[at] <= '9'; at++) length = length * 10 + in[at] - '0';
        end = bodyAt + length;
        if (end > in.length) throw new WrongAnswer("an answer of " + length + " bytes");
    }

    private int lengthAt(int head) {
        for (int at = 0; at < head; at++) {
            int i = 0;
            while (i < LENGTH.length && (in[at + i] == LENGTH[i] || (in[at + i] | 0x20) == LENGTH[i])) i++;
            if (i == LENGTH.length) return at + i;
        }
        throw new WrongAnswer("no Content-Length: " + text());
    }

    private String text() {
        return new String(in, 0, buffer.position(), StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
