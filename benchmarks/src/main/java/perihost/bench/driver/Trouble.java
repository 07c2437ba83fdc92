package perihost.bench.driver;

/** What the bad drivers do now. Any thread. */
final class Trouble {
    /** Their ways; a client names one by its ordinal and 1. */
    enum Way {
        NONE,
        STUCK,
        SPINNING,
        BABBLING
    }

    private volatile Way way = Way.NONE;

    Way way() {
        return way;
    }

    synchronized void set(Way next) {
        way = next;
        notifyAll();
    }

    /** Waits until it is another; an interrupt does not end it, which is a fault, and is what it is for. */
    synchronized void blockWhile(Way that) {
        while (way == that) {
            try {
                wait();
            } catch (InterruptedException ignored) {
                continue;
            }
        }
    }

    synchronized void awaitChange(Way from) throws InterruptedException {
        while (way == from) wait();
    }
}
