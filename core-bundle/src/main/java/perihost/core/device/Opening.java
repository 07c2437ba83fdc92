package perihost.core.device;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import perihost.api.device.Condition;
import perihost.api.device.DeviceContext;
import perihost.api.device.DeviceExecutor;
import perihost.api.line.Line;
import perihost.api.line.LineException;

/** What a driver is given from one opening of its device to the next: dead once that is over. */
final class Opening implements DeviceContext, DeviceExecutor {
    private final String deviceId;
    private final OwnerThread owner;
    private final DeviceLines lines;
    private final Clock clock;
    private final Voice voice;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private volatile boolean over;

    /** Where a driver is heard, in one of its openings. */
    interface Voice {
        void reports(Opening opening, Condition condition);

        void fails(Opening opening, Throwable fault);
    }

    Opening(String deviceId, OwnerThread owner, DeviceLines lines, Clock clock, Voice voice) {
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
        Line line = lines.open(uri, within);
        if (!over) return line;
        line.close();
        throw DeviceLines.interrupted();
    }

    @Override
    public boolean keptOpen(String uri) throws LineException {
        check();
        return lines.keptOpen(uri);
    }

    @Override
    public void listen(Line line, InputListener listener) {
        check();
        if (!lines.has(line)) throw new IllegalArgumentException("not an open line of " + deviceId);
        owner.listen(line, java.util.Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public void report(Condition condition) {
        if (!over) voice.reports(this, condition);
    }

    /** Nothing is given any more; what is left open is closed. May block, as lines may. */
    void end() {
        over = true;
        lines.close();
        threads.forEach(Thread::interrupt);
    }

    /** Names of the driver's own threads that live on. */
    Set<String> alive() {
        return threads.stream().filter(Thread::isAlive).map(Thread::getName).collect(Collectors.toSet());
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
