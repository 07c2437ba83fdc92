package perihost.simulator;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;

/** A lock under which several threads change things, and wait for what the others change. */
final class Monitor {
    static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Runnable whenInterrupted;

    /** Work under the lock. */
    interface Work<T> {
        T run() throws LineException;
    }

    /** @param whenInterrupted run under the lock, on a thread that was interrupted as it waited */
    Monitor(Runnable whenInterrupted) {
        this.whenInterrupted = whenInterrupted;
    }

    <T> T locked(Work<T> work) throws LineException {
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Changes something under the lock, and has those who wait look again. */
    void change(Runnable how) {
        lock.lock();
        try {
            how.run();
            changed();
        } finally {
            lock.unlock();
        }
    }

    /** Something was changed: those who wait look again. Under the lock. */
    void changed() {
        changed.signalAll();
    }

    /**
     * Waits until something is so, looking after each change; false once the time is over. Under the lock.
     *
     * @throws LineException what looking throws; {@code CLOSED} for an interrupt, which is kept
     */
    boolean await(Duration within, Work<Boolean> so) throws LineException {
        long until = System.nanoTime() + (within.compareTo(LONGEST_WAIT) < 0 ? within : LONGEST_WAIT).toNanos();
        while (!so.run()) {
            long left = until - System.nanoTime();
            if (left <= 0) return false;
            awaitChange(left);
        }
        return true;
    }

    private void awaitChange(long nanos) throws LineException {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            whenInterrupted.run();
            throw new LineException(Kind.CLOSED, "interrupted", e);
        }
    }
}
