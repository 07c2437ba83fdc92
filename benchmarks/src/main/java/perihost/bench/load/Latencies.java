package perihost.bench.load;

import org.HdrHistogram.Histogram;

/** Times taken, to three digits. One thread writes; read it when that thread is done. */
public final class Latencies {
    private final Histogram histogram = new Histogram(60_000_000_000L, 3);

    public void add(long nanos) {
        histogram.recordValue(Math.max(0, Math.min(nanos, 60_000_000_000L)));
    }

    public void addAll(Latencies other) {
        histogram.add(other.histogram);
    }

    /** @param percent 0 to 100 */
    public double micros(double percent) {
        return histogram.getValueAtPercentile(percent) / 1e3;
    }

    public long count() {
        return histogram.getTotalCount();
    }
}
