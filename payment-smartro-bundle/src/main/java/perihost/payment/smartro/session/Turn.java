package perihost.payment.smartro.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;

/** What all parts of a session work with: the moment of what came in, what is due later, and what goes out. */
final class Turn {
    private final List<Timer> timers = new ArrayList<>(); // a dozen at most: each part has one or two
    private final List<Effect> out = new ArrayList<>(); // taken after each input
    private Moment now;

    Turn(Moment now) {
        this.now = now;
    }

    /** Something that is due later. */
    final class Timer {
        private final Duration at;
        private final Runnable then;

        private Timer(Duration at, Runnable then) {
            this.at = at;
            this.then = then;
        }

        Duration at() {
            return at;
        }

        /** It will not be; again has no effect. */
        void cancel() {
            timers.remove(this);
        }
    }

    Moment now() {
        return now;
    }

    /** Something comes in. */
    void begin(Moment moment) {
        now = moment;
    }

    Timer after(Duration wait, Runnable then) {
        Timer timer = new Timer(now.up().plus(wait), then);
        timers.add(timer);
        return timer;
    }

    /** The same, counted from an earlier moment; at once when that is over. */
    Timer since(Duration up, Duration wait, Runnable then) {
        Duration left = up.plus(wait).minus(now.up());
        return after(left.isNegative() ? Duration.ZERO : left, then);
    }

    /** A timer that is none. */
    Timer none() {
        return new Timer(Duration.ZERO, () -> {});
    }

    /** Runs what is due, in order. */
    void runDue() {
        Optional<Timer> due = first().filter(t -> t.at.compareTo(now.up()) <= 0);
        while (due.isPresent()) {
            due.get().cancel();
            due.get().then.run();
            due = first().filter(t -> t.at.compareTo(now.up()) <= 0);
        }
    }

    /** When something is due next. */
    Optional<Duration> due() {
        return first().map(Timer::at);
    }

    private Optional<Timer> first() {
        return timers.stream().min(Comparator.comparing(Timer::at));
    }

    void emit(Effect effect) {
        out.add(effect);
    }

    void report(Condition condition) {
        emit(new Effect.Report(condition));
    }

    void refuse(CompletableFuture<?> stage, DeviceException why) {
        emit(new Effect.Refuse(stage, why));
    }

    /** What goes out, once. */
    List<Effect> take() {
        List<Effect> taken = List.copyOf(out);
        out.clear();
        return taken;
    }
}
