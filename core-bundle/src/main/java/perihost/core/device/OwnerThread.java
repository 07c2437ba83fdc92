package perihost.core.device;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import perihost.api.device.DeviceContext.InputListener;
import perihost.api.device.DeviceExecutor.Timer;
import perihost.api.line.Line;
import perihost.api.line.LineException;

/**
 * The thread on which one driver runs: what the host asks of it first, then in turn its timers that are due and its
 * tasks, then its input. While idle it waits, on the line if it listens to one, and wakes for nothing.
 */
final class OwnerThread {
    /** How many tasks, and how many timers, of a driver may wait. */
    static final int MOST_WAITING = 1000;

    private static final long FOREVER = Duration.ofDays(1).toNanos();

    private final Thread thread;
    private final Consumer<Throwable> faults;
    private final ArrayDeque<Asked> asked = new ArrayDeque<>(); // by the host: a few calls
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Due> timers = new PriorityQueue<>();
    private Listening listening;
    private Line awaited;
    private boolean timersTurn;
    private boolean closed;
    private long ordinal;
    private long lastAsked;
    private volatile long current;
    private volatile Running running = Running.NOTHING;

    private record Asked(long number, Runnable work) {}

    private record Listening(Line line, InputListener listener) {}

    /**
     * What runs now.
     *
     * @param number of what the host asked last, which may have ended: the driver's own work comes after it
     * @param since  of {@link System#nanoTime}
     * @param limit  how long it may
     */
    record Running(boolean something, long number, long since, Duration limit) {
        static final Running NOTHING = new Running(false, 0, 0, Duration.ZERO);
    }

    private final class Due implements Timer, Comparable<Due> {
        final long at;
        final long number;
        final Runnable task;

        Due(long at, long number, Runnable task) {
            this.at = at;
            this.number = number;
            this.task = task;
        }

        @Override
        public void cancel() {
            synchronized (OwnerThread.this) {
                timers.remove(this);
            }
        }

        @Override
        public int compareTo(Due other) {
            int order = Long.compare(at - other.at, 0);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    /**
     * Starts the thread.
     *
     * @param faults told what a task threw; called on this thread
     */
    OwnerThread(String deviceId, Consumer<Throwable> faults) {
        this.faults = faults;
        thread = new Thread(this::work, "perihost-device-" + deviceId);
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs what the host asks, before anything of the driver's own. Returns its number: one more each time. */
    synchronized long ask(Duration limit, Runnable work) {
        asked.addLast(new Asked(++lastAsked, () -> run(limit, work)));
        rouse();
        return lastAsked;
    }

    /** The number of what the host has asked last. */
    synchronized long lastAsked() {
        return lastAsked;
    }

    /** The number of what the host has asked and was begun last. Any thread. */
    long current() {
        return current;
    }

    /** Runs a driver's task. */
    synchronized void execute(Runnable task) {
        if (closed || tasks.size() >= MOST_WAITING) throw new RejectedExecutionException(thread.getName());
        tasks.addLast(task);
        rouse();
    }

    /** Runs a driver's task later. */
    synchronized Timer after(Duration delay, Runnable task) {
        if (closed || timers.size() >= MOST_WAITING) throw new RejectedExecutionException(thread.getName());
        Due due = new Due(System.nanoTime() + delay.toNanos(), ordinal++, task);
        timers.add(due);
        rouse();
        return due;
    }

    /** Waits for input on this line from now on, in place of another. */
    synchronized void listen(Line line, InputListener listener) {
        listening = new Listening(line, listener);
        rouse();
    }

    /** Forgets the driver's tasks, timers and listening: an opening of the device is over. */
    synchronized void forget() {
        listening = null;
        tasks.clear();
        timers.clear();
    }

    /** Whether the caller is on this thread. */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** What runs now. Any thread. */
    Running running() {
        return running;
    }

    /** Interrupts what runs, unless something was begun that the host asked later than this. False: it was. */
    synchronized boolean interrupt(long number) {
        if (current > number) return false;
        thread.interrupt();
        return true;
    }

    /** Interrupts this, if it is what still runs. False: it is not. */
    synchronized boolean interrupt(Running seen) {
        if (running != seen) return false;
        thread.interrupt();
        return true;
    }

    /** The thread ends when it has done what the host asked before. */
    synchronized void close() {
        closed = true;
        forget();
        rouse();
    }

    private void rouse() {
        notifyAll();
        if (awaited != null) awaited.wake();
    }

    private void work() {
        while (true) {
            Runnable task;
            Listening input;
            long wait;
            synchronized (this) {
                task = next();
                if (task == null && closed) return;
                input = listening;
                wait = timers.isEmpty() ? FOREVER : Math.max(1, timers.peek().at - System.nanoTime());
                if (task == null && input == null) pause(wait);
                if (task == null && input != null) awaited = input.line;
            }
            if (task != null) task.run();
            else if (input != null) await(input, Duration.ofNanos(wait));
        }
    }

    private Runnable next() {
        if (!asked.isEmpty()) return begin(asked.pollFirst());
        boolean due = !timers.isEmpty() && timers.peek().at - System.nanoTime() <= 0;
        timersTurn = !timersTurn;
        Runnable own = due && (timersTurn || tasks.isEmpty()) ? timers.poll().task : tasks.pollFirst();
        return own == null ? null : () -> run(Binding.TO_RUN, own);
    }

    private Runnable begin(Asked next) {
        current = next.number;
        Thread.interrupted(); // meant for what was asked before
        return next.work;
    }

    private void pause(long nanos) {
        try {
            wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException late) {
            // meant for a task that has ended in the meantime
        }
    }

    private void await(Listening input, Duration wait) {
        boolean ready = false;
        try {
            ready = input.line.awaitInput(wait);
        } catch (Throwable t) { // a provider may throw anything; the thread goes on
            drop(input);
            if (!(t instanceof LineException e) || e.kind() != LineException.Kind.CLOSED) faults.accept(t);
        } finally {
            synchronized (this) {
                awaited = null;
            }
            Thread.interrupted();
        }
        if (ready) run(Binding.TO_RUN, () -> hear(input));
    }

    private void hear(Listening input) {
        try {
            input.listener.onInput();
        } catch (Throwable t) { // a driver may throw anything; it is not called again before it is opened again
            drop(input);
            if (t instanceof LineException) input.line.close();
            faults.accept(t);
        }
    }

    private synchronized void drop(Listening input) {
        if (listening == input) listening = null;
    }

    private void run(Duration limit, Runnable task) {
        running = new Running(true, current, System.nanoTime(), limit);
        try {
            task.run();
        } catch (Throwable t) { // a driver may throw anything; its thread goes on
            faults.accept(t);
        } finally {
            leave();
        }
    }

    private synchronized void leave() {
        running = Running.NOTHING;
        Thread.interrupted(); // meant for what has ended
    }
}
