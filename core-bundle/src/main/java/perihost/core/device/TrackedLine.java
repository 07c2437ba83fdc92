package perihost.core.device;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import perihost.api.line.Line;
import perihost.api.line.LineException;

/** A line that is in the set of its device's open lines until it is closed, so that none is left behind. */
final class TrackedLine implements Line {
    private final Line line;
    private final long call;
    private final Set<TrackedLine> open;

    /** @param call the number of the call after which it was opened */
    TrackedLine(Line line, long call, Set<TrackedLine> open) {
        this.line = line;
        this.call = call;
        this.open = open;
        open.add(this);
    }

    long call() {
        return call;
    }

    @Override
    public String uri() {
        return line.uri();
    }

    @Override
    public boolean duplex() {
        return line.duplex();
    }

    @Override
    public int read(ByteBuffer into, Duration within) throws LineException {
        return line.read(into, within);
    }

    @Override
    public void write(ByteBuffer from, Duration within) throws LineException {
        line.write(from, within);
    }

    @Override
    public boolean awaitInput(Duration within) throws LineException {
        return line.awaitInput(within);
    }

    @Override
    public void wake() {
        line.wake();
    }

    @Override
    public void finish(Duration within) throws LineException {
        try {
            line.finish(within);
        } finally {
            open.remove(this);
        }
    }

    @Override
    public void close() {
        open.remove(this);
        line.close();
    }
}
