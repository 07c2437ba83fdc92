package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Finds frames in the bytes of a line, however they are cut, and finds the next sound one after any noise: one thread,
 * {@value Frame#MAX} bytes of memory (docs/protocols/smartro.md, 4).
 */
public final class FrameDecoder {
    private static final byte ACK = 0x06;
    private static final byte NAK = 0x15;

    private final byte[] held = new byte[Frame.MAX];
    private int length;
    private int condemned; // of what is held, and of what follows: bytes of a broken frame, in which only STX counts
    private long dropped;

    /** Takes all that remains, and gives what it finds. */
    public void feed(ByteBuffer in, Consumer<Token> found) {
        while (in.hasRemaining()) {
            int count = Math.min(in.remaining(), held.length - length);
            in.get(held, length, count);
            length += count;
            scan(found);
        }
    }

    /** The line has been silent for the inter-byte limit: a frame that is not whole never will be. */
    public void silent(Consumer<Token> found) {
        while (length > 0) {
            boolean event = length >= Frame.HEADER && isEvent();
            condemn(length, new Token.Broken(Token.Why.TRUNCATED, event), found);
            scan(found);
        }
        condemned = 0;
    }

    /** Whether a frame has begun and is not whole: silence matters. */
    public boolean inFrame() {
        return length > 0;
    }

    /** How many bytes belonged to no token so far. */
    public long dropped() {
        return dropped;
    }

    private void scan(Consumer<Token> found) {
        while (length > 0) {
            int before = length;
            if (held[0] == Frame.STX) frame(found);
            else between(found);
            if (length == before) return; // not all there yet
        }
    }

    private void between(Consumer<Token> found) {
        int count = 0;
        while (count < length && held[count] != Frame.STX) {
            byte b = held[count++];
            if (condemned-- > 0) dropped++;
            else if (b == ACK) found.accept(Token.Ack.INSTANCE);
            else if (b == NAK) found.accept(Token.Nak.INSTANCE);
            else dropped++;
        }
        condemned = Math.max(0, condemned);
        remove(count);
    }

    private void frame(Consumer<Token> found) {
        if (length < Frame.HEADER) return;
        if (!Frame.isPlausible(held)) {
            condemn(Frame.HEADER, new Token.Broken(Token.Why.HEADER, false), found);
            return;
        }
        int whole = Frame.AROUND + Frame.dataLength(held);
        if (length < whole) return;
        if (held[whole - 2] != Frame.ETX) {
            condemn(whole, new Token.Broken(Token.Why.ETX, isEvent()), found);
            return;
        }
        boolean sound = Frame.bcc(held, whole - 1) == held[whole - 1];
        found.accept(sound ? new Token.Whole(Frame.copyOf(held, whole)) : new Token.Broken(Token.Why.BCC, isEvent()));
        take(whole);
    }

    private boolean isEvent() {
        return Frame.job(held) == Job.EVENT;
    }

    private void condemn(int span, Token.Broken why, Consumer<Token> found) {
        found.accept(why);
        condemned = Math.max(condemned, span);
        dropped++;
        take(1);
    }

    private void take(int count) {
        condemned = Math.max(0, condemned - count);
        remove(count);
    }

    private void remove(int count) {
        length -= count;
        System.arraycopy(held, count, held, 0, length);
    }
}
