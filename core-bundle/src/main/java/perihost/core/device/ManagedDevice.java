package perihost.core.device;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

    private final String id;
    private final DeviceType type;
    private final CoreThread core;
    private final Clock clock;
    private final Lines lines;
    private final Occupation occupation = new Occupation();
    private final DeviceStatus status;
    private Optional<Binding> binding = Optional.empty();
    private volatile boolean preview;
    private volatile boolean leaving;
    private Runnable whenOpened = () -> {};

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
        this.core = core;
        this.clock = clock;
        this.lines = lines;
        this.status = new DeviceStatus(id, type, name, events, () -> preview || occupation.isBegun());
    }

    /** The device as it is now. Any thread. */
    public DeviceSnapshot snapshot() {
        return status.snapshot();
    }

    public String id() {
        return id;
    }

    public DeviceType type() {
        return type;
    }

    public DeviceState state() {
        return status.state();
    }

    /** Whether the driver's service is there. */
    public boolean hasDriver() {
        return binding.isPresent();
    }

    /** Whether nothing would be forgotten with it: no driver, no operation, no open payment. */
    boolean isDispensable() {
        return binding.isEmpty() && occupation.isFree() && !status.isBlocked();
    }

    /** The operation's command, while one runs or is about to. */
    public Optional<String> operation() {
        return occupation.commandId();
    }

    /**
     * Refuses a command that the device cannot take now (D3, D4).
     *
     * @throws DeviceException {@code DEVICE_NOT_READY} with the state, unless it is READY and no operation is about to run
     */
    public void requireReady() {
        if (leaving || state() != DeviceState.READY || !occupation.isFree()) throw notReady();
    }

    private boolean inPreview() {
        return preview && !leaving && state() == DeviceState.PROCESSING && occupation.isFree();
    }

    /** {@code DEVICE_NOT_READY} with the state. */
    public DeviceException notReady() {
        DeviceState shown = state() == DeviceState.READY && !occupation.isFree() ? DeviceState.PROCESSING : state();
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
        if (!occupation.reserve(commandId)) throw notReady();
    }

    /** The same whatever its state, for a question about that. @throws DeviceException {@code DEVICE_NOT_READY} */
    public void reserveAnyway(String commandId) {
        if (leaving || !occupation.reserve(commandId)) throw notReady();
    }

    /** Gives the device back that was reserved for this command, if it has it still: there is no operation. */
    public void release(String commandId) {
        boolean ended = occupation.end(commandId);
        status.refresh(Optional.empty());
        if (ended) occupation.tell();
    }

    /** The reserved operation begins: PROCESSING. False, and nothing done, if the device is not READY any more. */
    public boolean begin() {
        if (leaving || status.condition().state() != DeviceState.READY || status.isBlocked()) return false;
        occupation.begin();
        status.refresh(operation());
        return true;
    }

    /**
     * The operation's outcome is known and about to be written to disk: what the driver reports from now on happened
     * after it, and is shown after it.
     */
    public Told conclude(Ending ending) {
        return status.conclude(ending);
    }

    /** The operation has ended: its outcome's event, then the transition's; a snapshot shows the state before (D5). */
    public void end(Told told) {
        boolean ended = occupation.end(told.ending().commandId());
        status.end(told);
        if (ended) occupation.tell();
    }

    /** Whether the camera's preview is on, which is PROCESSING too (G2). */
    public boolean preview() {
        return preview;
    }

    /** The camera's preview goes on or off. */
    public void preview(boolean on, Optional<String> cause) {
        preview = on;
        status.refresh(cause);
    }

    /** The device is in ERROR, whatever its driver says, until {@link #unblock}: a payment is open (C4). */
    public void block(String reason) {
        status.block(reason);
    }

    /** The end of {@link #block}, shown with what comes next: an operation's end. */
    public void unblock() {
        status.unblock();
    }

    /** What to do each time after the driver was opened; one thing. */
    public void whenOpened(Runnable task) {
        whenOpened = task;
    }

    /** The last failure's sentence, when there is no operation to end with it. */
    public void lastError(String reason) {
        status.lastError(reason);
    }

    /** Calls the driver; see {@link Binding#call}. What follows from a failure is the caller's to say. */
    public <D extends Device, T> CompletableFuture<T> call(
            Optional<Duration> limit, Class<D> kind, Function<D, CompletionStage<T>> work) {
        if (binding.isEmpty()) return CompletableFuture.failedFuture(new DriverGone());
        return binding.get().call(limit, true, device -> work.apply(kind.cast(device)));
    }

    /** The same for what is not an operation: what the driver reports meanwhile is seen before its answer. */
    public <D extends Device, T> CompletableFuture<T> ask(
            Optional<Duration> limit, Class<D> kind, Function<D, CompletionStage<T>> work) {
        if (binding.isEmpty()) return CompletableFuture.failedFuture(new DriverGone());
        return binding.get().call(limit, false, device -> work.apply(kind.cast(device)));
    }

    /** The driver did not answer in time (D6). */
    public void hang(String reason) {
        LOG.warn("{}: {}", id, reason);
        fail(Condition.hung(reason));
    }

    /** The driver failed in a way that it should not (B5). */
    public void fault(String reason) {
        fail(Condition.error(reason));
    }

    private void fail(Condition condition) {
        status.show(condition, operation());
        recover();
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

    /** Completes, on the core thread, when what runs now has ended; at once if nothing does. */
    public CompletionStage<Void> ended() {
        return occupation.isBegun() ? idle() : CompletableFuture.completedFuture(null);
    }

    /** Completes, on the core thread, when no operation runs. */
    public CompletionStage<Void> idle() {
        return occupation.idle();
    }

    /** A driver has come. */
    void bind(DriverSource source) {
        source.deviceName().ifPresent(this::rename);
        leaving = false;
        binding = Optional.of(new Binding(source, core, clock, lines, status::report, this::opened));
    }

    private void opened() {
        preview(false, Optional.empty());
        whenOpened.run();
    }

    /** The driver goes; completes, on any thread, when it has closed the device. */
    CompletionStage<Void> unbind() {
        Optional<Binding> last = binding;
        binding = Optional.empty();
        preview = false;
        status.stopped();
        return last.map(Binding::end).orElse(CompletableFuture.completedFuture(null));
    }

    Optional<DriverSource> source() {
        return binding.map(Binding::source);
    }

    void rename(String newName) {
        status.rename(newName);
    }

    @Override
    public String toString() {
        return id;
    }
}
