package perihost.core;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineProvider;
import perihost.api.line.LineUri;

/** A line whose input and loss the test gives. */
public final class FedLine implements Line {
    private final LinkedBlockingQueue<Boolean> ends = new LinkedBlockingQueue<>();
    private volatile boolean lost;
    private volatile boolean closed;
    private volatile CountDownLatch closes = new CountDownLatch(0);

    /** Opens such lines; the test finds them in the queue. */
    public static LineProvider provider(LinkedBlockingQueue<FedLine> opened) {
        return new LineProvider() {
            @Override
            public void check(LineUri uri) {}

            @Override
            public boolean keptOpen(LineUri uri) {
                return true;
            }

            @Override
            public Line open(LineUri uri, Duration within) {
                FedLine line = new FedLine();
                opened.add(line);
                return line;
            }
        };
    }

    /** There is input. */
    public void feed() {
        ends.add(true);
    }

    /** The plug is pulled. */
    public void lose() {
        lost = true;
        feed();
    }

    /** Who closes it has to wait until what is returned is run. */
    public Runnable resistClosing() {
        CountDownLatch gate = new CountDownLatch(1);
        closes = gate;
        return gate::countDown;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean awaitInput(Duration within) throws LineException {
        try {
            Boolean input = ends.poll(within.toNanos(), TimeUnit.NANOSECONDS);
            if (closed) throw new LineException(LineException.Kind.CLOSED, "closed");
            return input != null && input;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void wake() {
        ends.add(false);
    }

    @Override
    public int read(ByteBuffer into, Duration within) throws LineException {
        if (lost) throw new LineException(LineException.Kind.LOST, "the plug was pulled");
        return 0;
    }

    @Override
    public void close() {
        Bench.block(closes);
        closed = true;
        wake();
    }

    @Override
    public String uri() {
        return "fed:";
    }

    @Override
    public boolean duplex() {
        return true;
    }

    @Override
    public void write(ByteBuffer from, Duration within) {}

    @Override
    public void finish(Duration within) {}
}
