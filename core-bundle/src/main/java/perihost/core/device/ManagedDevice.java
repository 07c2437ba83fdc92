package perihost.core.device;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.command.DeviceSnapshot;
import perihost.api.device.Condition;
import perihost.api.device.Device;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;
import perihost.api.device.ErrorCode;
import perihost.core.CoreThread;
import perihost.core.Texts;
import perihost.core.event.EventHub;
import perihost.core.event.EventHub.News;
import perihost.core.event.EventHub.Ticket;

/**
 * One device and its state machine (D5, D6): what its driver reports, and whether an operation runs, make its state;
 * each transition is one event. On the core thread, but for {@link #snapshot()} and {@link #reserve}.
 */
public final class ManagedDevice {
    private static final Logger LOG = LoggerFactory.getLogger(ManagedDevice.class);

    private static final Optional<Operation> NONE = Optional.empty();

    private final String id;
    private final DeviceType type;
    private final CoreThread core;
    private final Clock clock;
    private final Lines lines;
    private final EventHub events;
    private volatile DeviceSnapshot snapshot;
    private String name;
    private Optional<Binding> binding = Optional.empty();
    private Condition condition = Condition.disconnected("");
    private final AtomicReference<Optional<Operation>> operation = new AtomicReference<>(NONE);
    private volatile boolean preview;
    private volatile boolean leaving;
    private DeviceState lastLogged = DeviceState.DISCONNECTED;
    private Optional<Newest<Condition>> held = Optional.empty();
    private Optional<String> blocked = Optional.empty();
    private String lastError = "";
    private Runnable whenOpened = () -> {};
    private Optional<CompletableFuture<Void>> idle = Optional.empty();

    /** An operation that runs, or is about to: its command, and whether clients have been shown it yet. */
    private record Operation(String commandId, boolean begun) {}

    /**
     * How an operation ended.
     *
     * @param commandId the command whose operation it was
     * @param condition what the device's condition is from now on; empty: as it was
     * @param lastError {@code ""} for a success (D8)
     * @param news      the outcome's event, made from the state that it has to carry
     */
    public record Ending(
            String commandId, Optional<Condition> condition, String lastError, Function<DeviceState, News> news) {}

    /**
     * An outcome on its way to clients.
     *
     * @param ticket its event's name
     * @param news   its event, as it would be told now
     */
    public record Told(Ending ending, Ticket ticket, News news) {}

    ManagedDevice(String id, DeviceType type, String name, CoreThread core, Clock clock, Lines lines, EventHub events) {
        this.id = id;
        this.type = type;
        this.name = name;
        this.core = core;
        this.clock = clock;
        this.lines = lines;
        this.events = events;
        this.snapshot = new DeviceSnapshot(id, type, name, DeviceState.DISCONNECTED, "");
    }

    /** The device as it is now. Any thread. */
    public DeviceSnapshot snapshot() {
        return snapshot;
    }

    public String id() {
        return id;
    }

    public DeviceType type() {
        return type;
    }

    public DeviceState state() {
        return snapshot.state();
    }

    /** Whether the driver's service is there. */
    public boolean hasDriver() {
        return binding.isPresent();
    }

    /** Whether nothing would be forgotten with it: no driver, no operation, no open payment. */
    boolean isDispensable() {
        return binding.isEmpty() && operation.get().isEmpty() && blocked.isEmpty();
    }

    /** The operation's command, while one runs or is about to. */
    public Optional<String> operation() {
        return operation.get().map(Operation::commandId);
    }

    /**
     * Refuses a command that the device cannot take now (D3, D4).
     *
     * @throws DeviceException {@code DEVICE_NOT_READY} with the state, unless it is READY and no operation is about to run
     */
    public void requireReady() {
        if (leaving || state() != DeviceState.READY || operation.get().isPresent()) throw notReady();
    }

    private boolean inPreview() {
        return preview
                && !leaving
                && state() == DeviceState.PROCESSING
                && operation.get().isEmpty();
    }

    /** {@code DEVICE_NOT_READY} with the state. */
    public DeviceException notReady() {
        DeviceState shown =
                state() == DeviceState.READY && operation.get().isPresent() ? DeviceState.PROCESSING : state();
        return new DeviceException(
                ErrorCode.DEVICE_NOT_READY,
                "the device is " + shown,
                Texts.of("state", shown.code(), "stateString", shown.name()));
    }

    /**
     * Keeps the device for an operation that is being written to disk; nobody sees it yet. In preview too (G2). Any
     * thread.
     *
     * @throws DeviceException {@code DEVICE_NOT_READY}
     */
    public void reserve(String commandId) {
        if (!inPreview()) requireReady();
        if (!operation.compareAndSet(NONE, Optional.of(new Operation(commandId, false)))) throw notReady();
    }

    /** Gives a reserved device back: the operation will not be. */
    public void release() {
        operation.set(NONE);
        refresh(Optional.empty());
        tellIdle();
    }

    /** The reserved operation begins: PROCESSING. False, and nothing done, if the device is not READY any more. */
    public boolean begin() {
        if (leaving || condition.state() != DeviceState.READY || blocked.isPresent()) return false;
        operation.updateAndGet(now -> now.map(o -> new Operation(o.commandId, true)));
        refresh(operation());
        return true;
    }

    /**
     * The operation's outcome is known and about to be written to disk: what the driver reports from now on happened
     * after it, and is shown after it.
     */
    public Told conclude(Ending ending) {
        if (held.isEmpty()) held = Optional.of(new Newest<>());
        DeviceState then = ending.condition.orElse(condition).state(); // what else there may be ends with it
        return new Told(ending, events.ticket(), ending.news.apply(then));
    }

    /** The operation has ended: its outcome's event, then the transition's; a snapshot shows the state before (D5). */
    public void end(Told told) {
        Ending ending = told.ending;
        operation.set(NONE);
        ending.condition.ifPresent(c -> condition = c);
        lastError = ending.lastError;
        DeviceState before = state();
        show();
        events.publish(ending.news.apply(state()), told.ticket);
        tellTransition(before, Optional.of(ending.commandId));
        List<Condition> since = held.map(Newest::all).orElse(List.of());
        held = Optional.empty();
        since.forEach(this::report);
        tellIdle();
    }

    /** Whether the camera's preview is on, which is PROCESSING too (G2). */
    public boolean preview() {
        return preview;
    }

    /** The camera's preview goes on or off. */
    public void preview(boolean on, Optional<String> cause) {
        preview = on;
        refresh(cause);
    }

    /** The device is in ERROR, whatever its driver says, until {@link #unblock}: a payment is open (C4). */
    public void block(String reason) {
        blocked = Optional.of(reason);
        lastError = reason;
        refresh(Optional.empty());
    }

    /** The end of {@link #block}, shown with what comes next: an operation's end. */
    public void unblock() {
        blocked = Optional.empty();
    }

    /** What to do each time after the driver was opened; one thing. */
    public void whenOpened(Runnable task) {
        whenOpened = task;
    }

    /** The last failure's sentence, when there is no operation to end with it. */
    public void lastError(String reason) {
        lastError = reason;
        show();
    }

    /** Calls the driver; see {@link Binding#call}. What follows from a failure is the caller's to say. */
    public <D extends Device, T> CompletableFuture<T> call(
            Optional<Duration> limit, Class<D> kind, Function<D, CompletionStage<T>> work) {
        if (binding.isEmpty()) return CompletableFuture.failedFuture(new DriverGone());
        return binding.get().call(limit, true, device -> work.apply(kind.cast(device)));
    }

    /** The same for what is not an operation: what the driver reports meanwhile is seen before its answer. */
    public <D extends Device, T> CompletableFuture<T> ask(
            Duration limit, Class<D> kind, Function<D, CompletionStage<T>> work) {
        if (binding.isEmpty()) return CompletableFuture.failedFuture(new DriverGone());
        return binding.get().call(Optional.of(limit), false, device -> work.apply(kind.cast(device)));
    }

    /** The driver did not answer in time (D6). */
    public void hang(String reason) {
        LOG.warn("{}: {}", id, reason);
        lastError = reason;
        condition = Condition.hung(reason);
        refresh(operation());
        binding.ifPresent(Binding::reopenLater);
    }

    /** The driver failed in a way that it should not (B5). */
    public void fault(String reason) {
        lastError = reason;
        condition = Condition.error(reason);
        refresh(operation());
        binding.ifPresent(Binding::reopenLater);
    }

    /** The driver is closed and opened again, after a pause, to find out how the device is. */
    public void recover() {
        binding.ifPresent(Binding::reopenLater);
    }

    /** Looks after the driver; now and then. */
    void watch() {
        binding.ifPresent(Binding::watch);
    }

    /**
     * Ends what the driver was asked so far, on its lines as well; what has not begun never will. The next call is not
     * disturbed.
     */
    public void interrupt() {
        binding.ifPresent(Binding::interrupt);
    }

    /** The driver is about to go: no operation begins any more. Completes when none runs. */
    CompletionStage<Void> drain() {
        leaving = true;
        return idle();
    }

    /** Completes, on the core thread, when the operation that runs now, if one does, has ended; none that comes later counts. */
    public CompletionStage<Void> ended() {
        return operation.get().filter(Operation::begun).isPresent() ? idle() : CompletableFuture.completedFuture(null);
    }

    /** Completes, on the core thread, when no operation runs. */
    public CompletionStage<Void> idle() {
        if (operation.get().isEmpty()) return CompletableFuture.completedFuture(null);
        if (idle.isEmpty()) idle = Optional.of(new CompletableFuture<>());
        return idle.get();
    }

    /** A driver has come. */
    void bind(DriverSource source) {
        source.deviceName().ifPresent(this::rename);
        leaving = false;
        binding = Optional.of(new Binding(source, core, clock, lines, new Binding.Listener() {
            @Override
            public void condition(Condition reported) {
                report(reported);
            }

            @Override
            public void opened() {
                preview(false, Optional.empty());
                whenOpened.run();
            }
        }));
    }

    /** The driver goes; completes, on any thread, when it has closed the device. */
    CompletionStage<Void> unbind() {
        Optional<Binding> last = binding;
        binding = Optional.empty();
        preview = false;
        condition = Condition.disconnected("the driver was stopped");
        refresh(Optional.empty());
        return last.map(Binding::end).orElse(CompletableFuture.completedFuture(null));
    }

    private void report(Condition reported) {
        if (held.isPresent()) {
            held.get().add(reported);
            return;
        }
        if (!reported.reason().isEmpty()) lastError = reported.reason();
        condition = reported;
        refresh(Optional.empty());
    }

    Optional<DriverSource> source() {
        return binding.map(Binding::source);
    }

    void rename(String newName) {
        name = newName;
        show();
    }

    private void refresh(Optional<String> cause) {
        DeviceState before = state();
        show();
        tellTransition(before, cause);
    }

    private void show() {
        snapshot = new DeviceSnapshot(id, type, name, derive(), lastError);
    }

    private DeviceState derive() {
        if (condition.state() != DeviceState.READY) return condition.state();
        if (blocked.isPresent()) return DeviceState.ERROR;
        boolean busy = preview || operation.get().map(Operation::begun).orElse(false);
        return busy ? DeviceState.PROCESSING : DeviceState.READY;
    }

    private void tellTransition(DeviceState before, Optional<String> cause) {
        DeviceState now = state();
        if (now == before) return;
        log(before, now);
        events.publish(News.stateChanged(type, id, now, cause));
    }

    /** Each job, and each try to reach a device that is away, is a detail; all else is worth a line. */
    private void log(DeviceState before, DeviceState now) {
        boolean job = before == DeviceState.READY && now == DeviceState.PROCESSING
                || before == DeviceState.PROCESSING && now == DeviceState.READY;
        boolean retry = now == DeviceState.CONNECTING || before == DeviceState.CONNECTING && now == lastLogged;
        String reason = now == DeviceState.READY || condition.reason().isEmpty() ? "" : ": " + condition.reason();
        if (job || retry) {
            LOG.debug("{}: {}{}", id, now, reason);
        } else {
            LOG.info("{}: {}{}", id, now, reason);
            lastLogged = now;
        }
    }

    private void tellIdle() {
        idle.ifPresent(waiting -> waiting.complete(null));
        idle = Optional.empty();
    }

    @Override
    public String toString() {
        return id;
    }
}
