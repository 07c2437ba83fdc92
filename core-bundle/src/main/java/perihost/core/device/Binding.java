package perihost.core.device;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.device.Condition;
import perihost.api.device.Device;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.line.LineException;
import perihost.core.CoreThread;

/**
 * A device's driver while its service is there: its owner thread, its openings, the calls into it. Each call has a time
 * limit, each fault closes and opens the device again, later and later (D6). All on the core thread, the marked parts
 * excepted.
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
    private final Listener listener;
    private final OwnerThread owner;
    private final Hearing hearing;
    private final Paced<Condition> conditions;
    private final Set<CompletableFuture<?>> calls = new HashSet<>();
    private volatile Opening opening;
    private Optional<Device> device = Optional.empty(); // owned by the owner thread
    private boolean opened; // owned by the owner thread
    private Optional<Newest<Runnable>> inCall = Optional.empty(); // owned by the owner thread: said before the stage
    private Optional<Future<?>> reopening = Optional.empty();
    private Optional<Future<?>> opensLate = Optional.empty();
    private boolean openPending;
    private boolean saidHung; // the opening is late, and the driver has said nothing since
    private boolean ended;
    private int failures;

    /** Told what becomes of the device; on the core thread. */
    interface Listener {
        void condition(Condition condition);

        void opened();
    }

    private final Opening.Voice voice = new Opening.Voice() {
        @Override
        public void reports(Opening from, Condition condition) { // any thread
            Runnable report = () -> hearing.condition(() -> take(from, condition));
            if (owner.isCurrent() && inCall.isPresent()) inCall.get().add(report);
            else report.run();
        }

        @Override
        public void fails(Opening from, Throwable fault) { // owner thread
            hearing.condition(() -> {
                if (from == opening) fault(fault);
            });
        }
    };

    Binding(DriverSource source, CoreThread core, Clock clock, Lines lines, Listener listener) {
        this.source = source;
        this.core = core;
        this.clock = clock;
        this.listener = listener;
        this.hearing = new Hearing(core);
        this.conditions = new Paced<>(core, listener::condition);
        this.owner = new OwnerThread(source.deviceId(), t -> voice.fails(opening, t));
        this.lines = new DeviceLines(source.deviceId(), owner, lines);
        this.opening = next();
        open(Optional.empty());
    }

    DriverSource source() {
        return source;
    }

    /**
     * Calls the driver, on its owner thread.
     *
     * @param limit  how long until its stage must have completed; empty: as long as it needs. The method itself must have
     *               returned within it, or within {@link #TO_RUN}.
     * @param outcomeFirst what the driver reports before its method returns is seen after the stage that it returns
     * @return completes on the core thread, never with null but for a stage of Void; fails with what the driver threw, with
     *         {@link TimeoutException}, or with {@link DriverGone} when the driver went or was opened anew
     */
    <T> CompletableFuture<T> call(
            Optional<Duration> limit, boolean outcomeFirst, Function<Device, CompletionStage<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        calls.add(result);
        long number = owner.ask(limit.orElse(TO_RUN), () -> enter(result, outcomeFirst, work));
        Optional<Future<?>> timer = limit.map(l -> core.after(l, () -> timeOut(result, number, l)));
        result.whenComplete((value, failure) -> {
            timer.ifPresent(t -> t.cancel(false));
            calls.remove(result);
        });
        return result;
    }

    private <T> void enter(
            CompletableFuture<T> result,
            boolean outcomeFirst,
            Function<Device, CompletionStage<T>> work) { // owner thread
        if (result.isDone()) return; // told to have failed: must not happen any more
        if (outcomeFirst) inCall = Optional.of(new Newest<>());
        try {
            if (lines.barred()) throw new DeviceException(ErrorCode.PROCESSING_ERROR, "it was ended before it began");
            if (!opened) throw new DeviceException(ErrorCode.PROCESSING_ERROR, "the driver did not come up");
            work.apply(device.orElseThrow()).whenComplete((value, failure) -> end(result, value, failure));
        } catch (Throwable t) { // a driver may throw anything
            end(result, null, t);
        } finally {
            List<Runnable> said = inCall.map(Newest::all).orElse(List.of());
            inCall = Optional.empty();
            said.forEach(Runnable::run);
        }
    }

    private <T> void end(CompletableFuture<T> result, T value, Throwable failure) { // any thread
        hearing.end(() -> {
            boolean first = failure == null ? result.complete(value) : result.completeExceptionally(refusal(failure));
            if (!first) LOG.warn("{}: a late answer of its driver is dropped", source.deviceId());
        });
    }

    /** What a driver may say; other codes are the host's own, so one of them is a fault. */
    private static Throwable refusal(Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        boolean hosts = failure instanceof DeviceException e
                && e.code().beforeDevice()
                && e.code() != ErrorCode.INVALID_PAYLOAD;
        return hosts ? new IllegalStateException("a code that is not a driver's to use", failure) : failure;
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
        listener.condition(Condition.hung("its driver does not come back"));
        lines.stop(running);
        reopenLater();
    }

    /** The service goes: all calls end, the device is closed. Completes, on any thread, when that is done or given up. */
    CompletionStage<Void> end() {
        ended = true;
        reopening.ifPresent(r -> r.cancel(false));
        failCalls();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Opening last = opening;
        Future<?> patience = core.after(TO_CLOSE, () -> giveUp(closed));
        owner.ask(TO_RUN, () -> {
            closeDevice(last);
            release();
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
        conditions.pass(condition);
    }

    private void open(Optional<Opening> before) {
        openPending = true;
        saidHung = false;
        Opening current = opening;
        long number = owner.ask(TO_OPEN, () -> {
            Optional<Throwable> failure = Optional.empty();
            try {
                before.ifPresent(this::closeDevice);
                openDevice(current);
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
        else listener.opened();
        if (saidHung) reopenLater();
    }

    private void slowToOpen(long number) {
        if (ended) return;
        listener.condition(Condition.hung("its driver does not come up"));
        saidHung = true;
        lines.stop(number);
        watchOpening(number); // it may be stuck once more
    }

    private void reopen() {
        reopening = Optional.empty();
        Opening before = opening;
        opening = next();
        open(Optional.of(before));
        failCalls();
    }

    private void failCalls() {
        Set.copyOf(calls).forEach(c -> c.completeExceptionally(new DriverGone()));
    }

    private void closeDevice(Opening last) { // owner thread
        owner.forget();
        try {
            if (opened) device.orElseThrow().close();
        } catch (Throwable t) { // a driver may throw anything
            LOG.error("{}: its driver failed to close", source.deviceId(), t);
        } finally {
            opened = false;
            last.end();
        }
    }

    private void release() { // owner thread
        try {
            source.release();
        } catch (RuntimeException e) {
            LOG.error("{}: its service was not let go", source.deviceId(), e);
        }
    }

    private void openDevice(Opening current) throws Exception { // owner thread
        if (device.isEmpty()) device = source.take();
        if (device.isEmpty()) throw new DeviceException(ErrorCode.PROCESSING_ERROR, "its driver could not be made");
        opened = true;
        device.get().open(current);
    }

    private void fault(Throwable t) {
        if (ended || openPending || reopening.isPresent()) return; // told already
        if (t instanceof LineException e) {
            LOG.info("{}: {}", source.deviceId(), e.getMessage());
            listener.condition(Condition.disconnected(e.getMessage()));
        } else if (t instanceof DeviceException e) {
            LOG.warn("{}: {}", source.deviceId(), e.getMessage());
            listener.condition(Condition.error(e.getMessage()));
        } else {
            LOG.error("{}: its driver failed", source.deviceId(), t);
            listener.condition(Condition.error("its driver failed"));
        }
        reopenLater();
    }

    private void timeOut(CompletableFuture<?> call, long number, Duration limit) {
        call.completeExceptionally(new TimeoutException("no answer within " + limit.toMillis() + " ms"));
        lines.stop(number);
    }
}
