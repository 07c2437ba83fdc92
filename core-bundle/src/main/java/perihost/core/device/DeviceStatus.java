package perihost.core.device;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.command.DeviceSnapshot;
import perihost.api.device.Condition;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;
import perihost.core.device.ManagedDevice.Ending;
import perihost.core.device.ManagedDevice.Told;
import perihost.core.event.EventHub;
import perihost.core.event.EventHub.News;

/**
 * How a device is: its state is made of what its driver reports, and of what the host does with it; each transition is
 * one event (D5). On the core thread, but for {@link #snapshot()}.
 */
final class DeviceStatus {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceStatus.class);

    private final String id;
    private final DeviceType type;
    private final EventHub events;
    private final BooleanSupplier busy;
    private volatile DeviceSnapshot snapshot;
    private String name;
    private Condition condition = Condition.disconnected("");
    private Optional<String> blocked = Optional.empty(); // why
    private String lastError = "";
    private Optional<Newest<Condition>> held = Optional.empty();
    private DeviceState lastLogged = DeviceState.DISCONNECTED;

    /** @param busy whether the host has the device do something: PROCESSING, if it is well */
    DeviceStatus(String id, DeviceType type, String name, EventHub events, BooleanSupplier busy) {
        this.id = id;
        this.type = type;
        this.name = name;
        this.events = events;
        this.busy = busy;
        this.snapshot = new DeviceSnapshot(id, type, name, DeviceState.DISCONNECTED, "");
    }

    /** The device as it was shown last. Any thread. */
    DeviceSnapshot snapshot() {
        return snapshot;
    }

    DeviceState state() {
        return snapshot.state();
    }

    Condition condition() {
        return condition;
    }

    /** Whether it is in ERROR whatever its driver says. */
    boolean isBlocked() {
        return blocked.isPresent();
    }

    /** What the driver says; while an outcome is on its way it is shown after it. */
    void report(Condition reported) {
        if (held.isPresent()) held.get().add(reported);
        else show(reported, Optional.empty());
    }

    /** The device's condition from now on; its reason, if it has one, is the last failure (D8). */
    void show(Condition now, Optional<String> cause) {
        if (!now.reason().isEmpty()) lastError = now.reason();
        condition = now;
        refresh(cause);
    }

    /** There is no driver any more, which is no failure. */
    void stopped() {
        condition = Condition.disconnected("the driver was stopped");
        refresh(Optional.empty());
    }

    void lastError(String reason) {
        lastError = reason;
        refresh(Optional.empty());
    }

    void rename(String now) {
        name = now;
        refresh(Optional.empty());
    }

    /** ERROR, whatever the driver says; this is shown as the last error, whatever comes in between. */
    void block(String reason) {
        blocked = Optional.of(reason);
        refresh(Optional.empty());
    }

    /** The end of {@link #block}, from the next time on that something is shown. */
    void unblock() {
        blocked = Optional.empty();
    }

    /** An operation's outcome is known; what the driver says from now on is shown after it. */
    Told conclude(Ending ending) {
        if (held.isEmpty()) held = Optional.of(new Newest<>());
        DeviceState then = ending.condition().orElse(condition).state(); // what else there may be ends with it
        return new Told(ending, events.ticket(), ending.news().apply(then));
    }

    /** The outcome is told, then the transition that comes of it, then what the driver said since. */
    void end(Told told) {
        Ending ending = told.ending();
        condition = ending.condition().orElse(condition);
        lastError = ending.lastError();
        DeviceState before = state();
        show();
        events.publish(ending.news().apply(state()), told.ticket());
        tellTransition(before, Optional.of(ending.commandId()));
        List<Condition> since = held.map(Newest::all).orElse(List.of());
        held = Optional.empty();
        since.forEach(this::report);
    }

    /** Shows the device as it is now, and tells the transition, if it is one. */
    void refresh(Optional<String> cause) {
        DeviceState before = state();
        show();
        tellTransition(before, cause);
    }

    private void show() {
        snapshot = new DeviceSnapshot(id, type, name, derive(), blocked.orElse(lastError));
    }

    private void tellTransition(DeviceState before, Optional<String> cause) {
        if (state() == before) return;
        log(before, state());
        events.publish(News.stateChanged(type, id, state(), cause));
    }

    private DeviceState derive() {
        if (condition.state() != DeviceState.READY) return condition.state();
        if (isBlocked()) return DeviceState.ERROR;
        return busy.getAsBoolean() ? DeviceState.PROCESSING : DeviceState.READY;
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
}
