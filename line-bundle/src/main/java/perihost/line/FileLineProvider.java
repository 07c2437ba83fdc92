package perihost.line;

import java.time.Duration;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineProvider;
import perihost.api.line.LineUri;

/** Lines to device files: {@code file:/dev/usb/lp0?read=no}. */
@Component(service = LineProvider.class, property = LineProvider.SCHEME + "=file")
public final class FileLineProvider implements LineProvider {
    private final OpenLines lines = new OpenLines();
    private final Opening opening = new Opening();

    @Override
    public void check(LineUri uri) throws LineException {
        FileTarget.of(uri);
    }

    @Override
    public boolean keptOpen(LineUri uri) {
        return true;
    }

    @Override
    public Line open(LineUri uri, Duration within) throws LineException {
        FileTarget target = FileTarget.of(uri);
        String name = target.path().toString();
        FileDevice device = opening.open(name, () -> FileDevice.open(target), Deadline.in(within));
        ThreadedLine line = new ThreadedLine(UriText.of(uri), device);
        try {
            device.settle();
            return lines.add(line);
        } catch (InterruptedException e) {
            line.close();
            throw Failure.interrupted(name);
        }
    }

    /** Its lines are lost. */
    @Deactivate
    void stop() {
        lines.stop();
    }
}
