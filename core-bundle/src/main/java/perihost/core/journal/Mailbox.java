package perihost.core.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Where callers leave entries for the journal's thread; bounded. Any thread. */
final class Mailbox {
    private enum State {
        ACCEPTING,
        REFUSING,
        CLOSED
    }

    private final int maxEntries;
    private final long maxBytes;
    private List<Waiting> waiting = new ArrayList<>(); // guarded, like the rest, by this
    private long bytes;
    private State state = State.REFUSING;

    Mailbox(Limits limits) {
        this.maxEntries = limits.queueEntries();
        this.maxBytes = limits.queueBytes();
    }

    synchronized void leave(Waiting entry) throws JournalException {
        if (state == State.CLOSED) throw new JournalException("the journal is closed");
        if (state == State.REFUSING) throw new JournalException("the journal's disk failed, it is being reopened");
        if (waiting.size() >= maxEntries || bytes + entry.recordBytes() > maxBytes) {
            throw new JournalException("too many entries wait for the disk: " + waiting.size());
        }
        waiting.add(entry);
        bytes += entry.recordBytes();
        if (waiting.size() == 1) notifyAll();
    }

    /** All that was left, oldest first; waits for the first one. Empty when closed, and everything was taken. */
    synchronized List<Waiting> take() throws InterruptedException {
        while (waiting.isEmpty() && state != State.CLOSED) wait();
        return empty();
    }

    /** From now on turns entries away; returns those that were left behind. */
    synchronized List<Waiting> refuse() {
        if (state == State.ACCEPTING) state = State.REFUSING;
        return empty();
    }

    synchronized void accept() {
        if (state == State.REFUSING) state = State.ACCEPTING;
    }

    synchronized boolean accepting() {
        return state == State.ACCEPTING;
    }

    synchronized void close() {
        state = State.CLOSED;
        notifyAll();
    }

    /** Waits until closed, {@code millis} at most. */
    synchronized boolean awaitClosed(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; state != State.CLOSED && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
        return state == State.CLOSED;
    }

    private List<Waiting> empty() {
        List<Waiting> taken = waiting;
        waiting = new ArrayList<>();
        bytes = 0;
        return taken;
    }
}
