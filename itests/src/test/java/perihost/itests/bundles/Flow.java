package perihost.itests.bundles;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import perihost.api.command.Response;

/** Commands that flow to a printer, about 200 a second, whatever happens to its driver. */
final class Flow implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Set<String> EXPECTED = Set.of("", "DEVICE_NOT_READY");

    private final Inside inside;
    private final String deviceId;
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<Thread> threads;
    private volatile boolean closing;

    Flow(Inside inside, String deviceId) {
        this.inside = inside;
        this.deviceId = deviceId;
        threads = List.of(new Thread(this::run, "flow-1"), new Thread(this::run, "flow-2"));
        threads.forEach(Thread::start);
    }

    /** The jobs that were accepted so far. */
    List<String> accepted() {
        return List.copyOf(accepted);
    }

    /** What was answered in any other way than it may be, or not in time. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** How many commands were answered so far. */
    int answered() {
        return answered.get();
    }

    /** Ends after the command in hand; again: no effect. */
    void finish() {
        closing = true;
        for (Thread thread : threads) join(thread);
    }

    @Override
    public void close() {
        finish();
    }

    private void run() {
        while (!closing) {
            try {
                ask();
            } catch (Exception | AssertionError e) {
                faults.add(e.toString());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void ask() throws Exception {
        note("printer_status_check", EXPECTED, inside.status(deviceId));
        String id = Inside.id();
        Response printed = inside.print(id, deviceId);
        note("printer_print", EXPECTED, printed);
        if (printed.error().isEmpty()) accepted.add(id);
        note("get_device_list", Set.of(""), inside.send(Inside.id(), "get_device_list", "", Map.of()));
    }

    private void note(String type, Set<String> codes, Response response) {
        answered.incrementAndGet();
        if (!codes.contains(Inside.code(response))) faults.add(type + ": " + response);
    }

    private void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(20));
            if (thread.isAlive()) faults.add(thread.getName() + " is blocked");
        } catch (InterruptedException e) {
            faults.add("interrupted");
        }
    }
}
