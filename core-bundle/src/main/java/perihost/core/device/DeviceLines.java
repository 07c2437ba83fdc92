package perihost.core.device;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.line.Line;
import perihost.api.line.LineException;

/**
 * The lines that one device's driver has open, and how it is got back from them. Each belongs to the call after which it
 * was opened, so that what ends one call never meets the lines of a later one.
 */
final class DeviceLines {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceLines.class);

    private final String deviceId;
    private final OwnerThread owner;
    private final Lines lines;
    private final Set<TrackedLine> open = ConcurrentHashMap.newKeySet();
    private volatile long barredTo;

    DeviceLines(String deviceId, OwnerThread owner, Lines lines) {
        this.deviceId = deviceId;
        this.owner = owner;
        this.lines = lines;
    }

    boolean keptOpen(String uri) throws LineException {
        return lines.keptOpen(uri);
    }

    /** Opens a line for the call that was begun last. Owner thread. */
    Line open(String uri, Duration within) throws LineException {
        if (barred()) throw interrupted();
        TrackedLine line = new TrackedLine(lines.open(uri, within), owner.current(), open);
        if (!barred()) return line;
        line.close();
        throw interrupted();
    }

    /** What a line that may not be opened fails with. */
    static LineException interrupted() {
        return new LineException(LineException.Kind.CLOSED, "it was interrupted");
    }

    boolean has(Line line) {
        return open.contains(line);
    }

    /** Whether the call that was begun last was ended by {@link #bar}. Any thread. */
    boolean barred() {
        return owner.current() <= barredTo;
    }

    /** Ends all that was asked so far: what runs is stopped, and no line is opened for it any more. Core thread. */
    void bar() {
        barredTo = owner.lastAsked(); // before what it stops can come back
        stop(barredTo);
    }

    /** Stops what does not come back, unless a later call was begun: that has a limit of its own. Core thread. */
    void stop(long call) {
        if (owner.interrupt(call)) closeAside(call);
    }

    /** Stops this, if it is what still runs. Core thread. */
    void stop(OwnerThread.Running seen) {
        if (owner.interrupt(seen)) closeAside(seen.number());
    }

    /** Closing a line may block: that is nobody else's time. */
    private void closeAside(long call) {
        List<TrackedLine> theirs = open.stream().filter(l -> l.call() <= call).toList();
        if (theirs.isEmpty()) return;
        Thread thread = new Thread(() -> theirs.forEach(this::close), "perihost-close-" + deviceId);
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes all. May block, as lines may. */
    void close() {
        open.forEach(this::close);
    }

    private void close(Line line) {
        try {
            line.close();
        } catch (RuntimeException | Error e) {
            LOG.error("{}: its line did not close", deviceId, e);
        }
    }
}
