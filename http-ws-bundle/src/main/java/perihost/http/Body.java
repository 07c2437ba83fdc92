package perihost.http;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** The bytes of one body, in blocks: grows without copying, and lets go of each block as it is read. One thread. */
final class Body extends InputStream {
    private static final int FIRST_BLOCK = 16 << 10;
    private static final int BLOCK = 64 << 10;

    private final BodyBudget budget;
    private final ArrayDeque<ByteBuffer> blocks = new ArrayDeque<>();
    private int length;

    Body(BodyBudget budget) {
        this.budget = budget;
    }

    /** How many bytes have been added. */
    int length() {
        return length;
    }

    /** Adds bytes; false if there is no room for them, and then some of them may have been added. */
    boolean add(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            ByteBuffer last = blocks.peekLast();
            if (last == null || last.limit() == last.capacity()) {
                int size = last == null ? FIRST_BLOCK : BLOCK;
                if (!budget.take(size)) return false;
                last = ByteBuffer.allocate(size).limit(0);
                blocks.addLast(last);
            }
            int count = Math.min(bytes.remaining(), last.capacity() - last.limit());
            bytes.get(last.array(), last.limit(), count);
            last.limit(last.limit() + count);
            length += count;
        }
        return true;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int most) {
        ByteBuffer first = blocks.peekFirst();
        while (first != null && !first.hasRemaining()) {
            letGo();
            first = blocks.peekFirst();
        }
        if (first == null) return -1;
        int count = Math.min(most, first.remaining());
        first.get(into, offset, count);
        return count;
    }

    private void letGo() {
        budget.giveBack(blocks.removeFirst().capacity());
    }

    /** Drops what has not been read. */
    @Override
    public void close() {
        while (!blocks.isEmpty()) letGo();
    }
}
