package perihost.simulator.terminal;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Frames by hand, from the protocol's page alone: what the driver uses is not used here. */
final class Wire {
    static final byte ACK = 0x06;
    static final byte NAK = 0x15;
    static final Charset KOREAN = Charset.forName("x-windows-949");
    private static final int AROUND = 37;
    private static final int HEADER = 35;

    private Wire() {}

    static byte[] frame(char job, String data) {
        byte[] content = data.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer frame = ByteBuffer.allocate(AROUND + content.length);
        frame.put((byte) 2).put(new byte[16]).put("20260126123456".getBytes(StandardCharsets.US_ASCII));
        frame.put((byte) job).put((byte) 0).put((byte) content.length).put((byte) (content.length >> 8));
        frame.put(content).put((byte) 3);
        return frame.put(sum(frame.array(), frame.position())).array();
    }

    /** {@code B}: approve so much. */
    static byte[] approve(long won) {
        return frame('B', "1" + digits(won, 10) + "0".repeat(18) + "1");
    }

    static String digits(long value, int length) {
        return String.format("%0" + length + "d", value);
    }

    private static byte sum(byte[] bytes, int length) {
        byte sum = 0;
        for (int i = 0; i < length; i++) sum ^= bytes[i];
        return sum;
    }

    /** One thing that was heard: {@code ACK}, {@code NAK}, {@code a:OOOO}, {@code b! wrong}, or {@code ?} for any other byte. */
    record Heard(String text, byte[] frame) {
        /** A field of DATA. */
        String field(int at, int length) {
            return new String(frame, HEADER + at, length, KOREAN).strip();
        }

        String time() {
            return new String(frame, 17, 14, StandardCharsets.US_ASCII);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Takes whole tokens off the buffer; what is not all there stays. */
    static List<Heard> tokens(ByteBuffer in) {
        List<Heard> found = new ArrayList<>();
        while (in.hasRemaining()) {
            byte first = in.get(in.position());
            if (first == 2) {
                if (in.remaining() < AROUND) return found;
                int length = AROUND + Byte.toUnsignedInt(in.get(in.position() + 33));
                if (in.remaining() < length) return found;
                byte[] frame = new byte[length];
                in.get(frame);
                found.add(frame(frame));
            } else {
                in.get();
                found.add(new Heard(first == ACK ? "ACK" : first == NAK ? "NAK" : "?", new byte[0]));
            }
        }
        return found;
    }

    private static Heard frame(byte[] frame) {
        char job = (char) frame[31];
        boolean sound = frame[frame.length - 2] == 3 && frame[frame.length - 1] == sum(frame, frame.length - 1);
        String data = new String(frame, HEADER, frame.length - AROUND, KOREAN);
        return new Heard(job + (sound ? ":" : "!") + (data.length() > 60 ? data.substring(0, 2) : data), frame);
    }
}
