package perihost.core.device;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.device.Condition;
import perihost.api.device.DeviceContext;
import perihost.api.device.DeviceExecutor;
import perihost.api.line.Line;
import perihost.api.line.LineException;

/** What a driver is given from one opening of its device to the next: dead once that is over. */
final class Opening implements DeviceContext, DeviceExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final String deviceId;
    private final OwnerThread owner;
    private final Lines lines;
    private final Clock clock;
    private final Voice voice;
    private final Set<Line> open = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private volatile boolean over;
    private volatile boolean barred;

    /** Where a driver is heard, in one of its openings. */
    interface Voice {
        void reports(Opening opening, Condition condition);

        void fails(Opening opening, Throwable fault);
    }

    Opening(String deviceId, OwnerThread owner, Lines lines, Clock clock, Voice voice) {
        this.deviceId = deviceId;
        this.owner = owner;
        this.lines = lines;
        this.clock = clock;
        this.voice = voice;
    }

    @Override
    public String deviceId() {
        return deviceId;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public DeviceExecutor executor() {
        check();
        return this;
    }

    @Override
    public void execute(Runnable task) {
        check();
        owner.execute(() -> run(task));
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        check();
        return owner.after(delay, () -> run(task));
    }

    @Override
    public ThreadFactory threads() {
        check();
        return task -> {
            check();
            threads.removeIf(t -> t.getState() == Thread.State.TERMINATED);
            Thread thread = new Thread(task, "perihost-device-" + deviceId + "-" + made.incrementAndGet());
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        };
    }

    @Override
    public Line open(String uri, Duration within) throws LineException {
        check();
        if (barred) throw interrupted();
        Line line = new TrackedLine(lines.open(uri, within), open);
        if (!over && !barred) return line;
        line.close();
        throw interrupted();
    }

    private static LineException interrupted() {
        return new LineException(LineException.Kind.CLOSED, "it was interrupted");
    }

    /** No line is to be opened, until it may again. Any thread. */
    void bar(boolean on) {
        barred = on;
    }

    @Override
    public boolean keptOpen(String uri) throws LineException {
        check();
        return lines.keptOpen(uri);
    }

    @Override
    public void listen(Line line, InputListener listener) {
        check();
        if (!open.contains(line)) throw new IllegalArgumentException("not an open line of " + deviceId);
        owner.listen(line, java.util.Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public void report(Condition condition) {
        if (!over) voice.reports(this, condition);
    }

    /** Closes the lines, so that a call that blocks on one comes back. May block, as lines may. */
    void closeLines() {
        for (Line line : open) close(line);
    }

    /** Nothing is given any more; what is left open is closed. May block, as lines may. */
    void end() {
        over = true;
        closeLines();
        threads.forEach(Thread::interrupt);
    }

    /** Names of the driver's own threads that live on. */
    Set<String> alive() {
        return threads.stream().filter(Thread::isAlive).map(Thread::getName).collect(Collectors.toSet());
    }

    private void close(Line line) {
        try {
            line.close();
        } catch (RuntimeException | Error e) {
            LOG.error("{}: its line did not close", deviceId, e);
        }
    }

    private void run(Runnable task) {
        if (over) return;
        try {
            task.run();
        } catch (Throwable t) { // a driver may throw anything; it is this opening's fault
            voice.fails(this, t);
        }
    }

    private void check() {
        if (over) throw new IllegalStateException("device " + deviceId + " is closed");
    }
}
