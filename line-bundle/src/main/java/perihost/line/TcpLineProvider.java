package perihost.line;

import static perihost.line.Failure.unavailable;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineProvider;
import perihost.api.line.LineUri;

/** Lines to peers on the network: {@code tcp:192.168.0.50:9100?connect=3000}. */
@Component(service = LineProvider.class, property = LineProvider.SCHEME + "=tcp")
public final class TcpLineProvider implements LineProvider {
    private final OpenLines lines = new OpenLines();
    private final Names names;

    /** Asks the system for names. */
    @Activate
    public TcpLineProvider() {
        this(InetAddress::getAllByName);
    }

    TcpLineProvider(Names.Resolver resolver) {
        names = new Names(resolver);
    }

    @Override
    public void check(LineUri uri) throws LineException {
        TcpTarget.of(uri);
    }

    @Override
    public boolean keptOpen(LineUri uri) {
        return false;
    }

    @Override
    public Line open(LineUri uri, Duration within) throws LineException {
        TcpTarget target = TcpTarget.of(uri);
        Deadline deadline = Deadline.in(within).butIn(target.connect());
        List<InetAddress> addresses = names.resolve(target, deadline);
        LineException last = unavailable(target + " has no address");
        for (int i = 0; i < addresses.size() && !Thread.currentThread().isInterrupted(); i++) {
            // one address that swallows everything must not take all the time from the others
            Deadline share = deadline.butIn(Duration.ofNanos(Math.max(0, deadline.left()) / (addresses.size() - i)));
            try {
                return lines.add(new TcpLine(UriText.of(uri), TcpSocket.connect(target, addresses.get(i), share)));
            } catch (LineException e) {
                last = e;
            }
        }
        throw last;
    }

    /** Its lines are lost. */
    @Deactivate
    void stop() {
        lines.stop();
    }
}
