package perihost.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
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

    private static final Logger LOG = LoggerFactory.getLogger(SimLine.class);

    private final String uri;
    private final Monitor monitor = new Monitor(this::close); // an interrupted thread's line is of no more use
    // all below: under the monitor's lock
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
        monitor.change(() -> {
            if (!deviceGone) reason = why.isEmpty() && !finished ? "the device hung up" : why;
            deviceGone = true;
        });
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
        requireRoom(into);
        return monitor.locked(() -> awaitOpen(within, this::hasInput) ? take(toHost, into) : 0);
    }

    private boolean hasInput() throws LineException {
        if (toHost.isEmpty()) refuseLost();
        return !toHost.isEmpty();
    }

    @Override
    public void write(ByteBuffer from, Duration within) throws LineException {
        boolean taken = monitor.locked(() -> awaitOpen(within, () -> {
            refuseLost();
            return put(from, toDevice);
        }));
        if (!taken) throw new LineException(Kind.TIMEOUT, "the device takes no more bytes");
    }

    @Override
    public boolean awaitInput(Duration within) throws LineException {
        return monitor.locked(() -> {
            boolean any = awaitOpen(within, () -> woken || !toHost.isEmpty() || deviceGone);
            boolean input = any && !woken;
            woken = false;
            return input;
        });
    }

    @Override
    public void wake() {
        monitor.change(() -> woken = true);
    }

    @Override
    public void finish(Duration within) throws LineException {
        try {
            boolean served = monitor.locked(() -> {
                refuseClosed();
                monitor.change(() -> finished = true);
                boolean gone = awaitOpen(within, () -> deviceGone);
                if (gone && (!reason.isEmpty() || !toDevice.isEmpty())) throw lost();
                return gone;
            });
            if (!served) throw new LineException(Kind.TIMEOUT, "the last bytes were not taken");
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        monitor.change(() -> closed = true);
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

    private static void requireRoom(ByteBuffer into) {
        if (!into.hasRemaining()) throw new IllegalArgumentException("no room to read into");
    }

    private int take(ByteQueue from, ByteBuffer into) {
        monitor.changed();
        return from.take(into);
    }

    /** Whether all of it found room. */
    private boolean put(ByteBuffer from, ByteQueue into) {
        into.put(from);
        monitor.changed();
        return !from.hasRemaining();
    }

    /** The same as {@link Monitor#await}, for the driver, whose line may be closed meanwhile. */
    private boolean awaitOpen(Duration within, Monitor.Work<Boolean> so) throws LineException {
        return monitor.await(within, () -> {
            refuseClosed();
            return so.run();
        });
    }

    private final class OtherEnd implements DeviceEnd {
        @Override
        public int read(ByteBuffer into, Duration within) throws LineException {
            requireRoom(into);
            return monitor.locked(() -> {
                if (!monitor.await(within, this::hasOutput)) return 0;
                return toDevice.isEmpty() ? FINISHED : take(toDevice, into);
            });
        }

        private boolean hasOutput() throws LineException {
            if (toDevice.isEmpty()) refuseCutOff();
            return !toDevice.isEmpty() || finished;
        }

        @Override
        public void write(ByteBuffer from) throws LineException {
            while (from.hasRemaining())
                monitor.locked(() -> monitor.await(Monitor.LONGEST_WAIT, () -> {
                    refuseCutOff();
                    if (finished) throw new LineException(Kind.CLOSED, "the host has finished");
                    return put(from, toHost);
                }));
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
