package perihost.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tells one server's WebSocket frames apart as their bytes come in (RFC 6455, 5.2); keeps texts only if asked to. */
final class Frames {
    /** What came in. Fragments count once, at the last. */
    interface Listener {
        void text(String textOrEmpty);

        void ping();

        void close();
    }

    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;
    private static final int PING = 9;

    private final Listener listener;
    private final boolean keep;
    private final byte[] head = new byte[10];
    private int headHas;
    private int headNeeds = 2;
    private long left;
    private byte[] text = new byte[1024];
    private int textHas;

    Frames(Listener listener, boolean keep) {
        this.listener = listener;
        this.keep = keep;
    }

    void read(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (headHas < headNeeds) {
                head[headHas++] = in.get();
                if (headHas == 2) headNeeds = 2 + lengthBytes();
                if (headHas < headNeeds) continue;
                left = length();
            }
            take(in);
            if (left == 0) end();
        }
    }

    private void take(ByteBuffer in) {
        int part = (int) Math.min(left, in.remaining());
        left -= part;
        int opcode = head[0] & 15;
        if (!keep || opcode > TEXT) {
            in.position(in.position() + part);
            return;
        }
        if (textHas + part > text.length) text = Arrays.copyOf(text, Math.max(textHas + part, 2 * text.length));
        in.get(text, textHas, part);
        textHas += part;
    }

    private void end() {
        headHas = 0;
        headNeeds = 2;
        boolean last = head[0] < 0;
        switch (head[0] & 15) {
            case TEXT, CONTINUATION -> {
                if (!last) return;
                listener.text(keep ? new String(text, 0, textHas, StandardCharsets.UTF_8) : "");
                textHas = 0;
            }
            case PING -> listener.ping();
            case CLOSE -> listener.close();
            default -> throw new WrongAnswer("WebSocket opcode " + (head[0] & 15));
        }
    }

    private int lengthBytes() {
        if (head[1] < 0) throw new WrongAnswer("a masked frame from a server");
        return head[1] == 126 ? 2 : head[1] == 127 ? 8 : 0;
    }

    private long length() {
        if (headNeeds == 2) return head[1];
        long length = 0;
        for (int i = 2; i < headNeeds; i++) length = length << 8 | head[i] & 0xff;
        return length;
    }
}
