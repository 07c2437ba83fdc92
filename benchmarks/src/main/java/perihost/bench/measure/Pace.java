package perihost.bench.measure;

import java.time.Duration;

/**
 * How long to take.
 *
 * @param pairs turns of each side
 * @param scale of the times that a full run takes
 */
public record Pace(int pairs, double scale) {
    public static final Pace FULL = new Pace(5, 1);
    public static final Pace QUICK = new Pace(2, 0.25);

    Duration seconds(double full) {
        return Duration.ofMillis((long) (full * scale * 1000));
    }

    int times(int full) {
        return (int) (full * scale);
    }
}
