package perihost.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** One driver's start on a thread of its own, so that one that throws or never returns harms no other. */
final class DriverStart implements Runnable {
    private final Bundle driver;
    private final CountDownLatch done = new CountDownLatch(1);

    private DriverStart(Bundle driver) {
        this.driver = driver;
    }

    /**
     * Starts all at once; returns when each is done or {@code patience} is over.
     *
     * @return the threads of those that are not done
     */
    static List<Thread> all(List<Bundle> drivers, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<DriverStart> starts = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Bundle driver : drivers) {
            DriverStart start = new DriverStart(driver);
            Thread thread = new Thread(start, "start " + driver.getSymbolicName());
            thread.setDaemon(true);
            thread.start();
            starts.add(start);
            threads.add(thread);
        }
        for (DriverStart start : starts) start.await(deadline, patience);
        return threads.stream().filter(Thread::isAlive).toList();
    }

    @Override
    public void run() {
        try {
            driver.start();
        } catch (BundleException | RuntimeException | LinkageError e) {
            Logs.log().log(Level.SEVERE, driver.getSymbolicName() + ": the driver does not start", e);
        } finally {
            done.countDown();
        }
    }

    private void await(long deadline, Duration patience) {
        try {
            if (done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) return;
            Logs.log()
                    .severe(driver.getSymbolicName() + ": the driver's start has not returned after "
                            + patience.toMillis() + " ms; going on without it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
