package perihost.payment.smartro.session;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before each try: not at all, then 1 s, doubling up to a limit, each up to a fifth shorter by chance so
 * that many hosts do not try in step (D6).
 */
public final class Backoff {
    private static final double SPREAD = 0.2;
    private static final int DOUBLINGS = 5;

    private final DoubleSupplier chance;
    private int tries;

    /** @param chance gives numbers from 0 to 1 */
    public Backoff(DoubleSupplier chance) {
        this.chance = chance;
    }

    /** It worked: the next first try is made at once. */
    public void reset() {
        tries = 0;
    }

    /** What failed has just been tried: the next try is not made at once. */
    public void notAtOnce() {
        tries = Math.max(tries, 1);
    }

    /** The wait before the next try, {@code longest} at most. */
    public Duration next(Duration longest) {
        int doublings = tries++ - 1;
        if (doublings < 0) return Duration.ZERO;
        long millis = Math.min(longest.toMillis(), 1000L << Math.min(doublings, DOUBLINGS));
        return Duration.ofMillis((long) (millis * (1 - SPREAD * chance.getAsDouble())));
    }
}
