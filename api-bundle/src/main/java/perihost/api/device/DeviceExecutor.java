package perihost.api.device;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/** A device's owner thread, as an executor: tasks run on it one at a time, in the order in which they came. */
@ProviderType
public interface DeviceExecutor extends Executor {
    /**
     * Runs a task on the owner thread. Any thread.
     *
     * @throws java.util.concurrent.RejectedExecutionException if 1,000 tasks wait already, or the device is closed
     */
    @Override
    void execute(Runnable task);

    /**
     * Runs a task on the owner thread once the time has passed, unless cancelled before. Any thread.
     *
     * @param delay zero or more
     * @throws java.util.concurrent.RejectedExecutionException if 1,000 timers wait already, or the device is closed
     */
    Timer after(Duration delay, Runnable task);

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** The task will not run, unless it has begun. Any thread; again has no effect. */
        void cancel();
    }
}
