package perihost.simulator.alone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineProvider;
import perihost.api.line.LineUri;
import perihost.simulator.SimulatedDevice;

/** A line of this machine, opened again when it is lost. A device that hangs up is deaf and mute while it is away. */
final class LineDoor implements Door {
    private static final Duration OPENING = Duration.ofSeconds(5);
    private static final Duration AWAY = Duration.ofMillis(20);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(LineDoor.class);

    private final LineProvider provider;
    private final LineUri uri;
    private final String name;
    private volatile Optional<Line> inside = Optional.empty();
    private volatile boolean closed;

    LineDoor(String line) throws Refused {
        name = line;
        try {
            uri = LineUri.parse(line);
            provider = provider(uri.scheme());
            provider.check(uri);
        } catch (LineException e) {
            throw new Refused("--line: " + e.getMessage());
        }
    }

    /** No bundle of ours sees another: what opens lines is on this process's class path, and found by name. */
    private static LineProvider provider(String scheme) throws Refused {
        String type = switch (scheme) {
            case "serial" -> "perihost.line.SerialLineProvider";
            case "tcp" -> "perihost.line.TcpLineProvider";
            case "file" -> "perihost.line.FileLineProvider";
            default -> throw new Refused("--line: nothing opens lines that begin with " + scheme + ":");
        };
        try {
            return (LineProvider) Class.forName(type).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new Refused("--line: " + scheme + ": is missing in this installation");
        }
    }

    @Override
    public void serve(SimulatedDevice device, Consumer<String> ready) throws IOException {
        Line line = provider.open(uri, OPENING);
        ready.accept("ready on " + name);
        while (!closed) {
            inside = Optional.of(line);
            serve(device, line);
            line.close();
            line = reopen();
        }
        line.close();
    }

    private static void serve(SimulatedDevice device, Line line) throws IOException {
        boolean there = true;
        while (there) {
            LineEnd end = new LineEnd(line);
            try {
                device.serve(end);
                there = false;
            } catch (LineException e) {
                LOG.info("{}: {}", line.uri(), e.getMessage());
                there = end.isHungUp() && ignored(device, line);
            }
        }
    }

    /** What is said to a device that is away is lost; false if the line is lost meanwhile. */
    private static boolean ignored(SimulatedDevice device, Line line) {
        ByteBuffer lost = ByteBuffer.allocate(4096);
        try {
            while (device.absent().isPresent()) line.read(lost.clear(), AWAY);
            return true;
        } catch (LineException e) {
            return false;
        }
    }

    private Line reopen() throws IOException {
        while (true) {
            try {
                Thread.sleep(AGAIN.toMillis());
                return provider.open(uri, OPENING);
            } catch (LineException e) {
                LOG.debug("{}", e.getMessage());
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        inside.ifPresent(Line::close);
    }
}
