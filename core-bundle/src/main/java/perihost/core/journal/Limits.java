package perihost.core.journal;

/**
 * How much a journal may hold.
 *
 * @param segmentBytes size from which a segment file is compacted, 4 KiB or more
 * @param liveBytes entries still to be kept, 64 KiB or more; a full journal refuses new commands and forgets nothing
 *        before its time, and what belongs to commands already accepted may use an eighth more
 * @param queueEntries entries waiting for the disk, 1 or more
 * @param queueBytes the same in bytes, 2 MiB or more, so that the largest entry fits
 */
public record Limits(long segmentBytes, long liveBytes, int queueEntries, long queueBytes) {
    public static final Limits STANDARD = new Limits(4L << 20, 64L << 20, 4096, 8L << 20);
    private static final long CHUNK = 1L << 20;

    public Limits {
        atLeast("segmentBytes", 4L << 10, segmentBytes);
        atLeast("liveBytes", 64L << 10, liveBytes);
        atLeast("queueEntries", 1, queueEntries);
        atLeast("queueBytes", 2L << 20, queueBytes);
    }

    /** The bytes by which a segment file is laid out beforehand. */
    long chunk() {
        return Math.min(CHUNK, segmentBytes);
    }

    /** The bytes that may be live once {@code entry} is. */
    long roomFor(Entry entry) {
        return entry.kind() == Entry.Kind.ACCEPTED ? liveBytes : liveBytes + liveBytes / 8;
    }

    private static void atLeast(String name, long least, long value) {
        if (value < least) throw new IllegalArgumentException(name + ": " + value + ", at least " + least);
    }
}
