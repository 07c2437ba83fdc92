package perihost.printer.escpos;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The end of a span of time. It counts what has passed, and not the time of day, which jumps when somebody sets it.
 *
 * @param nanoTime as {@link System#nanoTime}
 * @param end      on that
 */
record Deadline(LongSupplier nanoTime, long end) {
    /** Begins now. */
    static Deadline in(Duration time, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
    }

    /** What is left of it; less than zero once it is over. */
    Duration left() {
        return Duration.ofNanos(end - nanoTime.getAsLong());
    }

    boolean over() {
        return end - nanoTime.getAsLong() <= 0;
    }
}
