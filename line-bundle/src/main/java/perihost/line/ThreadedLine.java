package perihost.line;

import static perihost.line.Failure.closed;
import static perihost.line.Failure.timeout;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import perihost.api.line.LineException;

/**
 * A line on a device whose calls block. While it is idle nobody wakes, but for a look once a second whether a device
 * that cannot be read is still there.
 */
final class ThreadedLine implements OpenLines.Losable, DeviceThreads.Desk {
    private static final int INPUT = 64 * 1024;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String uri;
    private final BlockingDevice device;

    /** Guards everything below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition forOwner = lock.newCondition();
    private final Condition forReader = lock.newCondition();
    private final Condition forWriter = lock.newCondition();
    private final Ring input;
    private final byte[] output;
    private int unwritten;
    private boolean woken;
    private boolean closed;
    private boolean ending;
    private String lostBecause = "";

    private final DeviceThreads threads;

    /** Starts its threads; the device is the line's from now on. */
    ThreadedLine(String uri, BlockingDevice device) {
        this.uri = uri;
        this.device = device;
        input = new Ring(device.readable() ? INPUT : 0);
        output = new byte[device.chunk()];
        threads = new DeviceThreads(device, this);
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public boolean duplex() {
        return device.readable();
    }

    @Override
    public int read(ByteBuffer into, Duration within) throws LineException {
        if (!into.hasRemaining()) throw new IllegalArgumentException("into: no room");
        Deadline deadline = Deadline.in(within);
        lock.lock();
        try {
            if (!duplex()) throw unreadable();
            while (open() && input.isEmpty() && lostBecause.isEmpty() && !deadline.over()) await(deadline);
            if (input.isEmpty()) checkLost();
            forReader.signal();
            return input.take(into);
        } finally {
            lock.unlock();
        }
    }

    /** Whoever reads after a wait is told that the device is gone, also where there is nothing to read. */
    private LineException unreadable() throws LineException {
        open();
        checkLost();
        return Failure.unavailable(device.name() + " cannot be read");
    }

    @Override
    public void write(ByteBuffer from, Duration within) throws LineException {
        Deadline deadline = Deadline.in(within);
        lock.lock();
        try {
            awaitWritten(deadline);
            while (from.hasRemaining()) {
                unwritten = Math.min(output.length, from.remaining());
                from.get(output, 0, unwritten);
                forWriter.signal();
                awaitWritten(deadline);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What a writer has begun with may reach the device at any time: it counts as taken. */
    private void awaitWritten(Deadline deadline) throws LineException {
        while (open() && unwritten > 0 && lostBecause.isEmpty()) {
            if (deadline.over()) throw timeout(device.name() + " did not take all bytes in time");
            await(deadline);
        }
        checkLost();
    }

    @Override
    public boolean awaitInput(Duration within) throws LineException {
        Deadline deadline = Deadline.in(within);
        lock.lock();
        try {
            while (open() && !woken && input.isEmpty() && lostBecause.isEmpty() && !deadline.over()) await(deadline);
            boolean called = woken;
            woken = false;
            return !called && (!input.isEmpty() || !lostBecause.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void wake() {
        lock.lock();
        woken = true;
        forOwner.signal();
        lock.unlock();
    }

    @Override
    public void finish(Duration within) throws LineException {
        Deadline deadline = Deadline.in(within);
        lock.lock();
        try {
            awaitWritten(deadline);
            Deadline settled = Deadline.in(device.settling());
            while (open() && lostBecause.isEmpty() && !settled.over()) {
                if (deadline.over()) throw timeout(device.name() + " did not send all bytes in time");
                await(settled.or(deadline));
            }
            checkLost();
        } finally {
            lock.unlock();
            close();
        }
    }

    @Override
    public void close() {
        lock.lock();
        closed = true;
        lock.unlock();
        end();
    }

    @Override
    public void lose(String why) {
        lost(why);
        end();
    }

    private void end() {
        lock.lock();
        boolean first = !ending;
        ending = true;
        forOwner.signal();
        forReader.signal();
        forWriter.signal();
        lock.unlock();
        if (first) threads.release();
    }

    private boolean open() throws LineException {
        if (closed) throw closed(device.name());
        return true;
    }

    private void checkLost() throws LineException {
        if (!lostBecause.isEmpty()) throw Failure.lost(lostBecause);
    }

    /** Waits for news, for a second at most where somebody has to look. An interrupt closes the line. */
    private void await(Deadline deadline) throws LineException {
        try {
            forOwner.awaitNanos(
                    duplex() ? deadline.left() : deadline.butIn(LOOK).left());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lock.unlock();
            close();
            lock.lock();
        }
        open();
        if (!duplex() && !device.present()) lost(device.name() + " was unplugged");
    }

    @Override
    public void lost(String why) {
        lock.lock();
        if (lostBecause.isEmpty()) lostBecause = why;
        forOwner.signal();
        lock.unlock();
    }

    @Override
    public boolean deliver(byte[] piece, int length) throws InterruptedException {
        lock.lock();
        try {
            for (int done = 0; done < length && !ending; ) {
                int taken = input.put(piece, done, length - done);
                done += taken;
                if (taken > 0) forOwner.signal();
                else forReader.await();
            }
            return !ending;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int nextToWrite() throws InterruptedException {
        lock.lock();
        try {
            while (unwritten == 0 && !ending) forWriter.await();
            return ending ? 0 : unwritten;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public byte[] output() {
        return output;
    }

    @Override
    public void written() {
        lock.lock();
        unwritten = 0;
        forOwner.signal();
        lock.unlock();
    }
}
