package perihost.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Counts requests that have no answer yet, so that a stop can wait for them. */
final class Running {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final AtomicInteger requests = new AtomicInteger();

    void begin() {
        requests.incrementAndGet();
    }

    void end() {
        requests.decrementAndGet();
    }

    int count() {
        return requests.get();
    }

    /** Waits until there are none, or until the time has passed. */
    void awaitNone(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (requests.get() > 0 && System.nanoTime() - end < 0) LockSupport.parkNanos(LOOK_NANOS);
    }
}
