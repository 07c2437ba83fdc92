package perihost.line;

import java.nio.ByteBuffer;

/** Bytes that wait to be taken, first in, first out, up to a bound. Not safe for threads. */
final class Ring {
    private final byte[] bytes;
    private int first;
    private int size;

    Ring(int capacity) {
        bytes = new byte[capacity];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Takes in as much as there is room for; how much that was. */
    int put(byte[] from, int offset, int length) {
        int taken = Math.min(length, bytes.length - size);
        int start = bytes.length == 0 ? 0 : (first + size) % bytes.length;
        int untilEnd = Math.min(taken, bytes.length - start);
        System.arraycopy(from, offset, bytes, start, untilEnd);
        System.arraycopy(from, offset + untilEnd, bytes, 0, taken - untilEnd);
        size += taken;
        return taken;
    }

    /** Gives as much as it has and there is room for; how much that was. */
    int take(ByteBuffer into) {
        int given = Math.min(size, into.remaining());
        int untilEnd = Math.min(given, bytes.length - first);
        into.put(bytes, first, untilEnd).put(bytes, 0, given - untilEnd);
        first = given == size ? 0 : (first + given) % bytes.length;
        size -= given;
        return given;
    }
}
