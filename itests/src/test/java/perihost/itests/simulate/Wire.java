package perihost.itests.simulate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A host's end of a terminal's line, from the protocol's page. */
final class Wire {
    private static final int ACK = 6;
    private static final int NAK = 21;
    private static final int STX = 2;
    private static final int HEADER = 35;

    private final InputStream in;
    private final OutputStream out;

    Wire(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Charges so much. */
    void approve(long won) throws IOException {
        ask("B", String.format("1%010d", won) + "0".repeat(18) + "1");
    }

    void ask(String job, String data) throws IOException {
        String head = "\2" + "\0".repeat(16) + "20260126123456" + job + "\0" + (char) data.length() + "\0";
        byte[] frame = (head + data + "\3\0").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < frame.length - 1; i++) frame[frame.length - 1] ^= frame[i];
        out.write(frame);
        out.flush();
    }

    void ack() throws IOException {
        out.write(ACK);
        out.flush();
    }

    /** What comes next: {@code ACK}, {@code NAK}, or the job and DATA of a frame. */
    String next() throws IOException {
        int first = in.read();
        if (first < 0) throw new EOFException();
        if (first == ACK) return "ACK";
        if (first == NAK) return "NAK";
        if (first != STX) return "?" + first;
        byte[] header = in.readNBytes(HEADER - 1);
        byte[] rest = in.readNBytes(Byte.toUnsignedInt(header[32]) + 2);
        return (char) header[30] + new String(rest, 0, rest.length - 2, StandardCharsets.ISO_8859_1);
    }

    /** The approval number in {@code b} or {@code l}. */
    static String approvalNumber(String answer) {
        return answer.substring(51, 63).strip();
    }
}
