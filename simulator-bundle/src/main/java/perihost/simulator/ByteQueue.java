package perihost.simulator;

import java.nio.ByteBuffer;

/** Bytes on their way in one direction, in order, up to a fixed number. Its users see to locking. */
final class ByteQueue {
    private final byte[] ring;
    private int first;
    private int size;

    /** @param capacity how many bytes it holds, at least 1 */
    ByteQueue(int capacity) {
        ring = new byte[capacity];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Takes as many bytes as it has room for off the buffer. */
    void put(ByteBuffer from) {
        while (from.hasRemaining() && size < ring.length) {
            int at = (first + size) % ring.length;
            int count = Math.min(from.remaining(), Math.min(ring.length - at, ring.length - size));
            from.get(ring, at, count);
            size += count;
        }
    }

    /**
     * Moves as many bytes as there are, and the buffer has room for, into it.
     *
     * @return how many
     */
    int take(ByteBuffer into) {
        int before = into.position();
        while (into.hasRemaining() && size > 0) {
            int count = Math.min(into.remaining(), Math.min(ring.length - first, size));
            into.put(ring, first, count);
            first = (first + count) % ring.length;
            size -= count;
        }
        return into.position() - before;
    }
}
