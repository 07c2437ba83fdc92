package perihost.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One WebSocket client of the event stream. After opening, used by the thread of its {@link Subscribers}. */
final class Subscriber implements Frames.Listener {
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = {(byte) 0x8a, (byte) 0x80, 0, 0, 0, 0};

    final SocketChannel channel;
    private final Subscribers all;
    private final Frames frames;
    private long received;

    private Subscriber(SocketChannel channel, Subscribers all, boolean reader) {
        this.channel = channel;
        this.all = all;
        this.frames = new Frames(this, reader);
    }

    /** Connects and waits for the upgrade. @param reads whether this one's texts are looked at */
    static Subscriber open(int port, Subscribers all, boolean reads) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String upgrade = "GET /ws HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
        channel.write(ByteBuffer.wrap(upgrade.getBytes(StandardCharsets.US_ASCII)));
        byte[] answer = new byte[4096];
        ByteBuffer in = ByteBuffer.wrap(answer);
        int end = -1;
        while (end < 0) {
            if (channel.read(in) < 0) throw new EOFException("hung up at the upgrade");
            end = Bytes.indexOf(answer, 0, in.position(), END_OF_HEAD);
        }
        String head = new String(answer, 0, end, StandardCharsets.UTF_8);
        if (!head.startsWith("HTTP/1.1 101")) throw new WrongAnswer("no upgrade: " + head);
        Subscriber subscriber = new Subscriber(channel, all, reads);
        subscriber.frames.read(in.flip().position(end + END_OF_HEAD.length));
        channel.configureBlocking(false);
        return subscriber;
    }

    /** Reads what is there, but no more than the buffer holds. */
    void ready(ByteBuffer buffer) {
        try {
            buffer.clear();
            if (channel.read(buffer) < 0) throw new WrongAnswer("the event stream ended");
            frames.read(buffer.flip());
        } catch (IOException broken) {
            throw new WrongAnswer("the event stream broke: " + broken);
        }
    }

    long received() {
        return received;
    }

    @Override
    public void text(String text) {
        all.received(received++, text);
    }

    @Override
    public void ping() {
        try {
            channel.write(ByteBuffer.wrap(PONG));
        } catch (IOException broken) {
            throw new WrongAnswer("no pong could be sent: " + broken);
        }
    }

    @Override
    public void close() {
        throw new WrongAnswer("the server closed an event stream");
    }
}
