package perihost.simulator.terminal;

import java.time.Duration;
import java.time.LocalDateTime;

/** Time as a terminal knows it: it does one thing at a time, now or later. */
public interface Agenda {
    /** Something that will be done unless it is taken back. */
    @FunctionalInterface
    interface Later {
        /** Takes it back; from then on it certainly will not be done. Only from what {@link #run} runs. */
        void cancel();
    }

    /** The local clock. */
    LocalDateTime now();

    /** Does something as soon as nothing else is being done, and returns when it is done. Any thread. */
    void run(Runnable work);

    /** Does something later, as {@link #run} does. Only from what {@link #run} runs. */
    Later in(Duration delay, Runnable work);

    /** What is still to be done will not be. */
    void close();
}
