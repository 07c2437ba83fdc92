package perihost.simulator.terminal;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time, on a daemon thread of its own that sleeps while nothing is to be done. */
public final class DaemonAgenda implements Agenda {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonAgenda.class);

    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, DaemonAgenda::thread);

    /** @param clock its zone is the terminal's */
    public DaemonAgenda(Clock clock) {
        this.clock = clock;
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "perihost-simulator-terminal");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public LocalDateTime now() {
        return LocalDateTime.now(clock);
    }

    @Override
    public void run(Runnable work) {
        turn.lock();
        try {
            work.run();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Later in(Duration delay, Runnable work) {
        Entry entry = new Entry(work);
        try {
            ScheduledFuture<?> due = timer.schedule(() -> run(entry), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> {
                entry.cancelled = true;
                due.cancel(false);
            };
        } catch (RejectedExecutionException e) {
            return () -> {}; // closed: there is no later
        }
    }

    @Override
    public void close() {
        run(timer::shutdown); // what is being written is written first
    }

    private static final class Entry implements Runnable {
        private final Runnable work;
        private boolean cancelled; // under the turn's lock

        Entry(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            if (cancelled) return;
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("a fault of the simulated terminal", e);
            }
        }
    }
}
