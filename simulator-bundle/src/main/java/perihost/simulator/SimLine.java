package perihost.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;

/**
 * A line in memory: two bounded queues of bytes between the driver's thread and a thread of the simulated device. A
 * device that does not read makes writes wait, as a real one does. Who waits sleeps until something changes.
 */
final class SimLine implements Line {
    /** Bytes under way in each direction; about a receipt printer's buffer. */
    private static final int CAPACITY = 16 * 1024;

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(SimLine.class);

    private final String uri;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // all below: under the lock
    private final ByteQueue toDevice = new ByteQueue(CAPACITY);
    private final ByteQueue toHost = new ByteQueue(CAPACITY);
    private boolean woken;
    private boolean finished;
    private boolean closed;
    private boolean deviceGone;
    private String reason = "";

    SimLine(String uri) {
        this.uri = uri;
    }

    /** The device's life on this line, on the calling thread. */
    void run(SimulatedDevice device) {
        String why = "the device broke the line";
        try {
            device.serve(new OtherEnd());
            why = "";
        } catch (LineException e) {
            LOG.debug("{}: the device's end was told: {}", uri, e.getMessage());
        } catch (IOException e) {
            why = Objects.requireNonNullElse(e.getMessage(), why);
        } catch (RuntimeException e) {
            LOG.error("{}: a fault of the simulated device", uri, e);
        } finally {
            gone(why);
        }
    }

    /** The device is taken away: a loss to the driver, which did not close the line, and the end to the device. */
    void unplug() {
        gone("the device was unplugged");
    }

    private void gone(String why) {
        lock.lock();
        try {
            if (!deviceGone) reason = why.isEmpty() && !finished ? "the device hung up" : why;
            deviceGone = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public boolean duplex() {
        return true;
    }

    @Override
    public int read(ByteBuffer into, Duration within) throws LineException {
        if (!into.hasRemaining()) throw new IllegalArgumentException("no room to read into");
        long until = until(within);
        lock.lock();
        try {
            refuseClosed();
            while (toHost.isEmpty()) {
                refuseLost();
                if (!awaitChange(until)) return 0;
                refuseClosed();
            }
            return moved(toHost.take(into));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(ByteBuffer from, Duration within) throws LineException {
        long until = until(within);
        lock.lock();
        try {
            while (true) {
                refuseClosed();
                refuseLost();
                toDevice.put(from);
                changed.signalAll();
                if (!from.hasRemaining()) return;
                if (!awaitChange(until)) throw new LineException(Kind.TIMEOUT, "the device takes no more bytes");
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean awaitInput(Duration within) throws LineException {
        long until = until(within);
        lock.lock();
        try {
            refuseClosed();
            while (!woken && toHost.isEmpty() && !deviceGone) {
                if (!awaitChange(until)) return false;
                refuseClosed();
            }
            boolean input = !woken;
            woken = false;
            return input;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void finish(Duration within) throws LineException {
        long until = until(within);
        lock.lock();
        try {
            refuseClosed();
            finished = true;
            changed.signalAll();
            while (!deviceGone) {
                if (!awaitChange(until)) throw new LineException(Kind.TIMEOUT, "the last bytes were not taken");
                refuseClosed();
            }
            if (!reason.isEmpty() || !toDevice.isEmpty()) throw lost();
        } finally {
            closed = true;
            changed.signalAll();
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void refuseClosed() throws LineException {
        if (closed) throw new LineException(Kind.CLOSED, "the line was closed");
    }

    private void refuseLost() throws LineException {
        if (deviceGone) throw lost();
    }

    private LineException lost() {
        return new LineException(Kind.LOST, reason.isEmpty() ? "the device left bytes unread" : reason);
    }

    private int moved(int count) {
        changed.signalAll();
        return count;
    }

    /** Waits for any change; false once the time is over. An interrupted thread's line is of no more use: closed. */
    private boolean awaitChange(long until) throws LineException {
        long left = until - System.nanoTime();
        if (left <= 0) return false;
        try {
            changed.awaitNanos(left);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
            changed.signalAll();
            throw new LineException(Kind.CLOSED, "interrupted", e);
        }
    }

    private static long until(Duration within) {
        return System.nanoTime() + (within.compareTo(LONGEST_WAIT) < 0 ? within : LONGEST_WAIT).toNanos();
    }

    private final class OtherEnd implements DeviceEnd {
        @Override
        public int read(ByteBuffer into, Duration within) throws LineException {
            if (!into.hasRemaining()) throw new IllegalArgumentException("no room to read into");
            long until = until(within);
            lock.lock();
            try {
                while (toDevice.isEmpty()) {
                    refuseCutOff();
                    if (finished) return FINISHED;
                    if (!awaitChange(until)) return 0;
                }
                return moved(toDevice.take(into));
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void write(ByteBuffer from) throws LineException {
            lock.lock();
            try {
                while (from.hasRemaining()) {
                    refuseCutOff();
                    if (finished) throw new LineException(Kind.CLOSED, "the host has finished");
                    toHost.put(from);
                    changed.signalAll();
                    if (from.hasRemaining()) awaitChange(until(LONGEST_WAIT));
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void hangUp(String why) {
            gone(why);
        }

        private void refuseCutOff() throws LineException {
            if (closed || deviceGone) throw new LineException(Kind.CLOSED, "the line was cut off");
        }
    }
}
