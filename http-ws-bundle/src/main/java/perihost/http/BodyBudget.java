package perihost.http;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that all bodies being received hold together. */
final class BodyBudget {
    private final AtomicLong taken = new AtomicLong();
    private volatile long most;

    void limit(long bytes) {
        most = bytes;
    }

    /** Takes some, unless that would be too many. */
    boolean take(int bytes) {
        if (taken.addAndGet(bytes) <= most) return true;
        taken.addAndGet(-bytes);
        return false;
    }

    void giveBack(int bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
