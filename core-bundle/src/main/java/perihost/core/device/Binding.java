package perihost.core.device;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.device.Condition;
import perihost.api.device.Device;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.line.LineException;
import perihost.core.CoreThread;

/**
 * A device's driver while its service is there: its owner thread, and its openings. Each fault closes and opens the
 * device again, later and later (D6). All on the core thread, the marked parts excepted.
 */
final class Binding {
    /** How long a driver's own task, timer or listener may run, and a method whose stage may take longer. */
    static final Duration TO_RUN = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(Binding.class);
    private static final Duration TO_OPEN = Duration.ofSeconds(10);
    private static final Duration TO_CLOSE = Duration.ofSeconds(2);
    private static final Duration TO_END = Duration.ofSeconds(1);
    private static final long FIRST_PAUSE_MS = 1_000;
    private static final long LONGEST_PAUSE_MS = 30_000;

    private final DriverSource source;
    private final CoreThread core;
    private final Clock clock;
    private final DeviceLines lines;
    private final Consumer<Condition> conditions;
    private final Runnable whenOpened;
    private final OwnerThread owner;
    private final Hearing hearing;
    private final Paced<Condition> reported;
    private final HeldDriver driver;
    private final Calls calls;
    private volatile Opening opening;
    private Optional<Future<?>> reopening = Optional.empty();
    private Optional<Future<?>> opensLate = Optional.empty();
    private boolean openPending;
    private boolean saidHung; // the opening is late, and the driver has said nothing since
    private boolean ended;
    private int failures;

    private final Opening.Voice voice = new Opening.Voice() {
        @Override
        public void reports(Opening from, Condition condition) { // any thread
            calls.said(() -> hearing.condition(() -> take(from, condition)));
        }

        @Override
        public void fails(Opening from, Throwable fault) { // owner thread
            hearing.condition(() -> {
                if (from == opening) fault(fault);
            });
        }
    };

    /**
     * @param conditions told how the device is
     * @param whenOpened run each time after it was opened
     */
    Binding(
            DriverSource source,
            CoreThread core,
            Clock clock,
            Lines lines,
            Consumer<Condition> conditions,
            Runnable whenOpened) {
        this.source = source;
        this.core = core;
        this.clock = clock;
        this.conditions = conditions;
        this.whenOpened = whenOpened;
        this.hearing = new Hearing(core);
        this.reported = new Paced<>(core, conditions);
        this.owner = new OwnerThread(source.deviceId(), t -> voice.fails(opening, t));
        this.lines = new DeviceLines(source.deviceId(), owner, lines);
        this.driver = new HeldDriver(source);
        this.calls = new Calls(source.deviceId(), core, owner, this.lines, driver, hearing);
        this.opening = next();
        open(Optional.empty());
    }

    DriverSource source() {
        return source;
    }

    /** See {@link Calls#call}. */
    <T> CompletableFuture<T> call(
            Optional<Duration> limit, boolean outcomeFirst, Function<Device, CompletionStage<T>> work) {
        return calls.call(limit, outcomeFirst, work);
    }

    /** Ends all calls so far: they open no line any more, and those that have not begun fail. */
    void interrupt() {
        lines.bar();
    }

    /** The driver must not be trusted to be well: it is closed and opened again after a pause. */
    void reopenLater() {
        if (ended || openPending || reopening.isPresent()) return;
        long pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failures++, 5));
        long jittered = pause - ThreadLocalRandom.current().nextLong(pause / 5 + 1);
        reopening = Optional.of(core.after(Duration.ofMillis(jittered), this::reopen));
    }

    /** Looks whether the driver has been running something for too long. */
    void watch() {
        OwnerThread.Running running = owner.running();
        if (ended || openPending || !running.something()) return;
        if (core.passed(running.since()).compareTo(running.limit()) < 0) return;
        conditions.accept(Condition.hung("its driver does not come back"));
        lines.stop(running);
        reopenLater();
    }

    /** The service goes: all calls end, the device is closed. Completes, on any thread, when that is done or given up. */
    CompletionStage<Void> end() {
        ended = true;
        reopening.ifPresent(r -> r.cancel(false));
        calls.fail();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Opening last = opening;
        Future<?> patience = core.after(TO_CLOSE, () -> giveUp(closed));
        owner.ask(TO_RUN, () -> {
            close(last);
            driver.release();
            closed.complete(null);
        });
        owner.close();
        closed.whenComplete((nothing, failure) -> {
            patience.cancel(false);
            core.after(TO_END, () -> reportLeft(last));
        });
        return closed;
    }

    private void giveUp(CompletableFuture<Void> closed) {
        LOG.error("{}: its driver did not close within {} s", source.deviceId(), TO_CLOSE.toSeconds());
        lines.stop(owner.lastAsked());
        closed.complete(null);
    }

    private void reportLeft(Opening last) {
        Set<String> left = last.alive();
        if (!left.isEmpty()) LOG.warn("{}: its driver left threads behind: {}", source.deviceId(), left);
        if (owner.running().something()) LOG.warn("{}: its driver does not leave its thread", source.deviceId());
    }

    private Opening next() {
        return new Opening(source.deviceId(), owner, lines, clock, voice);
    }

    private void take(Opening from, Condition condition) {
        if (ended || from != opening) return;
        saidHung = false;
        if (condition.state() == DeviceState.READY) failures = 0;
        reported.pass(condition);
    }

    private void open(Optional<Opening> before) {
        openPending = true;
        saidHung = false;
        Opening current = opening;
        long number = owner.ask(TO_OPEN, () -> {
            Optional<Throwable> failure = Optional.empty();
            try {
                before.ifPresent(this::close);
                driver.open(current);
            } catch (Throwable t) { // a driver may throw anything
                failure = Optional.of(t);
            }
            Optional<Throwable> how = failure;
            hearing.end(() -> opened(how));
        });
        watchOpening(number);
    }

    private void watchOpening(long number) {
        opensLate = Optional.of(core.after(TO_OPEN, () -> slowToOpen(number)));
    }

    private void opened(Optional<Throwable> failure) {
        opensLate.ifPresent(timer -> timer.cancel(false));
        openPending = false;
        if (ended) return;
        if (failure.isPresent()) fault(failure.get());
        else whenOpened.run();
        if (saidHung) reopenLater();
    }

    private void slowToOpen(long number) {
        if (ended) return;
        conditions.accept(Condition.hung("its driver does not come up"));
        saidHung = true;
        lines.stop(number);
        watchOpening(number); // it may be stuck once more
    }

    private void reopen() {
        reopening = Optional.empty();
        Opening before = opening;
        opening = next();
        open(Optional.of(before));
        calls.fail();
    }

    private void close(Opening last) { // owner thread
        owner.forget();
        driver.close(last);
    }

    private void fault(Throwable t) {
        if (ended || openPending || reopening.isPresent()) return; // told already
        if (t instanceof LineException e) {
            LOG.info("{}: {}", source.deviceId(), e.getMessage());
            conditions.accept(Condition.disconnected(e.getMessage()));
        } else if (t instanceof DeviceException e) {
            LOG.warn("{}: {}", source.deviceId(), e.getMessage());
            conditions.accept(Condition.error(e.getMessage()));
        } else {
            LOG.error("{}: its driver failed", source.deviceId(), t);
            conditions.accept(Condition.error("its driver failed"));
        }
        reopenLater();
    }
}
