package perihost.line;

import java.time.Duration;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineProvider;
import perihost.api.line.LineUri;

/** Lines to serial ports: {@code serial:/dev/ttyUSB0?baud=115200&parity=none&stop=1&flow=none}. */
@Component(service = LineProvider.class, property = LineProvider.SCHEME + "=serial")
public final class SerialLineProvider implements LineProvider {
    private final OpenLines lines = new OpenLines();
    private final Opening opening = new Opening();

    @Override
    public void check(LineUri uri) throws LineException {
        SerialTarget.of(uri);
    }

    @Override
    public boolean keptOpen(LineUri uri) {
        return true;
    }

    @Override
    public Line open(LineUri uri, Duration within) throws LineException {
        SerialTarget target = SerialTarget.of(uri);
        Deadline deadline = Deadline.in(within);
        BlockingDevice device = opening.open(target.toString(), () -> SerialDevice.open(target), deadline);
        return lines.add(new ThreadedLine(UriText.of(uri), device));
    }

    /** Its lines are lost. */
    @Deactivate
    void stop() {
        lines.stop();
    }
}
