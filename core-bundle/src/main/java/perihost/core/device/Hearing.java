package perihost.core.device;

import java.util.ArrayDeque;
import perihost.core.CoreThread;

/**
 * What a driver says, taken to the core thread in the order in which it said it: conditions, and the ends of calls. Of
 * conditions that wait there the newest takes the place of the last when there are too many: a driver may babble.
 */
final class Hearing {
    private static final int MOST_CONDITIONS = 16;

    private final CoreThread core;
    private final ArrayDeque<Said> said = new ArrayDeque<>(); // guarded by itself
    private int conditions; // how many of them; guarded by said

    private record Said(boolean condition, Runnable what) {}

    Hearing(CoreThread core) {
        this.core = core;
    }

    /** A condition was reported. Any thread. */
    void condition(Runnable what) {
        synchronized (said) {
            if (conditions < MOST_CONDITIONS) conditions++;
            else if (said.peekLast().condition) said.removeLast();
            put(new Said(true, what));
        }
    }

    /** A call has ended. Any thread. */
    void end(Runnable what) {
        synchronized (said) {
            put(new Said(false, what));
        }
    }

    private void put(Said now) {
        boolean first = said.isEmpty();
        said.addLast(now);
        if (first) core.execute(this::take);
    }

    private void take() {
        ArrayDeque<Said> all;
        synchronized (said) {
            all = new ArrayDeque<>(said);
            said.clear();
            conditions = 0;
        }
        all.forEach(s -> CoreThread.guard(s.what));
    }
}
