package perihost.simulator.alone;

import java.nio.ByteBuffer;
import java.time.Duration;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;
import perihost.simulator.DeviceEnd;

/** The device's end of a line of this machine. To hang up is to fall silent: a serial cable cannot be cut from here. */
final class LineEnd implements DeviceEnd {
    private static final Duration WRITING = Duration.ofSeconds(30);

    private final Line line;
    private volatile boolean hungUp;

    LineEnd(Line line) {
        this.line = line;
    }

    boolean isHungUp() {
        return hungUp;
    }

    @Override
    public int read(ByteBuffer into, Duration within) throws LineException {
        boolean input = line.awaitInput(within);
        refuseHungUp();
        return input ? line.read(into, Duration.ZERO) : 0;
    }

    @Override
    public void write(ByteBuffer from) throws LineException {
        refuseHungUp();
        line.write(from, WRITING);
    }

    private void refuseHungUp() throws LineException {
        if (hungUp) throw new LineException(Kind.CLOSED, "the device hung up");
    }

    @Override
    public void hangUp(String why) {
        hungUp = true;
        line.wake();
    }
}
