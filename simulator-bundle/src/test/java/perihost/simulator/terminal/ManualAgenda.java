package perihost.simulator.terminal;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when a test lets it, on the test's thread. */
final class ManualAgenda implements Agenda {
    static final LocalDateTime START = LocalDateTime.of(2026, 1, 26, 12, 34, 56);

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparing(Entry::number));
    private LocalDateTime now = START;
    private long number;
    private long runs;

    private record Entry(LocalDateTime due, long number, Runnable work) {}

    @Override
    public synchronized LocalDateTime now() {
        return now;
    }

    @Override
    public synchronized void run(Runnable work) {
        work.run();
        runs++;
        notifyAll();
    }

    @Override
    public synchronized Later in(Duration delay, Runnable work) {
        Entry entry = new Entry(now.plus(delay), number++, work);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /** Lets time pass, and does what is due, in order. */
    synchronized void pass(Duration time) {
        LocalDateTime end = now.plus(time);
        while (!entries.isEmpty() && !entries.peek().due.isAfter(end)) {
            Entry entry = entries.remove();
            now = entry.due;
            entry.work.run();
        }
        now = end;
    }

    /** It is as early as in the beginning; nothing is to be done. */
    synchronized void rewind() {
        entries.clear();
        now = START;
    }

    /** How often something was run so far. */
    synchronized long runs() {
        return runs;
    }

    synchronized void awaitRuns(long least) throws InterruptedException {
        while (runs < least) wait();
    }

    @Override
    public synchronized void close() {
        entries.clear();
    }
}
