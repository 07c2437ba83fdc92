package perihost.line;

import java.time.Duration;

/** The moment at which a wait is over, on the clock that no one can set. */
record Deadline(long nanoTime) {
    private static final Duration LONGEST = Duration.ofDays(365);

    /** From now on; anything longer than a year is a year. */
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + (time.compareTo(LONGEST) > 0 ? LONGEST : time).toNanos());
    }

    /** The earlier of this one and one from now on. */
    Deadline butIn(Duration time) {
        return or(in(time));
    }

    /** The earlier of the two. */
    Deadline or(Deadline other) {
        return other.nanoTime - nanoTime < 0 ? other : this;
    }

    /** Nanoseconds that are left; zero or less when it is over. */
    long left() {
        return nanoTime - System.nanoTime();
    }

    /** Milliseconds that are left, rounded up, so that who waits as long is not too early; zero when it is over. */
    long leftMillis() {
        return Math.max(0, (left() + 999_999) / 1_000_000);
    }

    boolean over() {
        return left() <= 0;
    }
}
