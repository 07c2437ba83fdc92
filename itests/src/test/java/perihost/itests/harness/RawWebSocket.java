package perihost.itests.harness;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that only does what it is told: it need not read, answer pings, or keep to the protocol. */
public final class RawWebSocket implements AutoCloseable {
    /** A frame's opcodes. */
    public static final int TEXT = 1, CLOSE = 8, PING = 9, PONG = 10;

    private static final byte[] MASK = {1, 2, 3, 4};

    private final RawHttp http;
    private final DataInputStream in;
    private final Answer handshake;

    private RawWebSocket(RawHttp http, Answer handshake) {
        this.http = http;
        this.handshake = handshake;
        this.in = new DataInputStream(http.in());
    }

    /**
     * A frame.
     *
     * @param opcode  what it is
     * @param payload as text, ISO 8859-1 so that every byte can be seen
     */
    public record Frame(int opcode, String payload) {
        /** The code of a close frame. */
        public int closeCode() {
            return payload.length() < 2 ? 1005 : payload.charAt(0) << 8 | payload.charAt(1);
        }
    }

    /** Asks for the upgrade with a receive buffer of so many bytes (0: the system's), and these headers beside. */
    public static RawWebSocket open(int port, String query, int buffer, String... headers) throws IOException {
        RawHttp http = RawHttp.to("127.0.0.1", port, buffer);
        String[] all = new String[headers.length + 5];
        System.arraycopy(headers, 0, all, 5, headers.length);
        all[0] = "Host: localhost:" + port;
        all[1] = "Upgrade: websocket";
        all[2] = "Connection: Upgrade";
        all[3] = "Sec-WebSocket-Version: 13";
        all[4] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        return new RawWebSocket(
                http, http.request("GET /ws" + query, new byte[0], all).answer());
    }

    /** The answer to the upgrade: 101 when it is open. */
    public Answer handshake() {
        return handshake;
    }

    /** Sends one frame, masked as a client must. */
    public void send(int opcode, byte[] payload) throws IOException {
        int length = payload.length;
        byte[] head = length < 126
                ? new byte[] {(byte) (0x80 | opcode), (byte) (0x80 | length)}
                : new byte[] {(byte) (0x80 | opcode), (byte) (0x80 | 126), (byte) (length >> 8), (byte) length};
        byte[] masked = payload.clone();
        for (int i = 0; i < length; i++) masked[i] ^= MASK[i % 4];
        http.write(head).write(MASK).write(masked);
    }

    /** Reads one frame. */
    public Frame read() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte() & 0x7f;
        if (length == 126) length = in.readUnsignedShort();
        if (length == 127) length = Math.toIntExact(in.readLong());
        return new Frame(opcode, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }

    /** Reads on to a frame of this opcode. */
    public Frame await(int opcode) throws IOException {
        Frame frame = read();
        while (frame.opcode() != opcode) frame = read();
        return frame;
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
