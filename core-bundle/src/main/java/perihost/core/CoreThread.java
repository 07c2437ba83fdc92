package perihost.core;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns all device states and operations, and publishes all events: so they need no lock and have an
 * order (D5). Nothing on it ever waits; drivers, disks and clients are met on threads of their own.
 */
public final class CoreThread implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CoreThread.class);

    private final ScheduledThreadPoolExecutor executor;
    private final int haste;

    /** Starts the thread. */
    public CoreThread() {
        this(1);
    }

    /** @param haste how many times faster its timers run, so that a test need not wait */
    CoreThread(int haste) {
        this.haste = haste;
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "perihost-core");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs a task on the thread; after {@link #close()} it is dropped, as nobody is there any more to be told. */
    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(() -> guard(task));
        } catch (RejectedExecutionException closed) {
            LOG.debug("a task came after the end");
        }
    }

    /** Runs a task on the thread once the time has passed, unless the future is cancelled. */
    public Future<?> after(Duration delay, Runnable task) {
        if (executor.isShutdown()) return CompletableFuture.completedFuture(null);
        return executor.schedule(() -> guard(task), delay.toNanos() / haste, TimeUnit.NANOSECONDS);
    }

    /** How much time has passed since then, as its timers count it. */
    public Duration passed(long nanoTime) {
        return Duration.ofNanos((System.nanoTime() - nanoTime) * haste);
    }

    /** Ends the thread after the tasks that have come; timers do not run any more. */
    @Override
    public void close() {
        executor.shutdown();
    }

    /** Runs a task; what it throws is a fault of the host, and logged. */
    public static void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a fault of the host", e);
        }
    }

    /** The same for what waits for a stage, which would swallow it. */
    public static <T> BiConsumer<T, Throwable> guarded(BiConsumer<T, Throwable> work) {
        return (value, failure) -> guard(() -> work.accept(value, failure));
    }
}
