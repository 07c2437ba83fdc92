package perihost.core.device;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import perihost.core.CoreThread;

/**
 * Passes on what comes, at most ten a second after a burst of twenty; of what has to wait the newest alone. A device that
 * flaps does not fill the events of all. Core thread.
 */
final class Paced<T> {
    static final int BURST = 20;
    private static final Duration STEP = Duration.ofMillis(100);

    private final CoreThread core;
    private final Consumer<T> next;
    private int quota = BURST;
    private Optional<T> waiting = Optional.empty();

    Paced(CoreThread core, Consumer<T> next) {
        this.core = core;
        this.next = next;
    }

    void pass(T thing) {
        if (quota == 0) {
            waiting = Optional.of(thing);
            return;
        }
        if (quota-- == BURST) refill();
        next.accept(thing);
    }

    private void refill() {
        core.after(STEP, () -> {
            quota++;
            Optional<T> late = waiting;
            waiting = Optional.empty();
            if (late.isPresent()) {
                quota--;
                next.accept(late.get());
            }
            if (quota < BURST) refill();
        });
    }
}
