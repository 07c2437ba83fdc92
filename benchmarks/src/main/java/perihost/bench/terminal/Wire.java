package perihost.bench.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;

/** A serial line's speed, put on a line that has none: nothing comes sooner than it would by wire. One thread says. */
final class Wire {
    private static final int BITS = 10; // of a byte, with its start and stop bits
    private static final int PIECE = 8; // bytes that a UART tells of at a time

    private final OutputStream out;
    private volatile double byteNanos;

    Wire(OutputStream out) {
        this.out = out;
    }

    /** From now on it has this speed, bits per second. */
    void baud(int baud) {
        byteNanos = BITS * 1e9 / baud;
    }

    /** How long so many bytes take. */
    long nanos(int bytes) {
        return (long) Math.ceil(bytes * byteNanos);
    }

    /**
     * Says it, waiting as long as the wire would take.
     *
     * @param from when the first bit of it leaves, as {@link System#nanoTime}
     * @return just before its last bytes went
     */
    long say(byte[] bytes, long from) throws IOException {
        long last = from;
        for (int at = 0; at < bytes.length; at += PIECE) {
            int end = Math.min(bytes.length, at + PIECE);
            awaitTime(from + nanos(end));
            last = System.nanoTime();
            out.write(bytes, at, end - at);
            out.flush();
        }
        return last;
    }

    private static void awaitTime(long due) {
        for (long now = System.nanoTime(); now < due; now = System.nanoTime()) LockSupport.parkNanos(due - now);
    }
}
