package perihost.simulator.terminal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.line.LineException;
import perihost.simulator.DeviceEnd;

/** The terminal's end of whatever line is plugged in. While none is, what it says is lost, as on a real one. */
final class Cable {
    private static final Logger LOG = LoggerFactory.getLogger(Cable.class);

    private final Agenda agenda;
    private Optional<DeviceEnd> plugged = Optional.empty(); // under the agenda
    private volatile boolean away;

    Cable(Agenda agenda) {
        this.agenda = agenda;
    }

    void plug(DeviceEnd end) {
        plugged = Optional.of(end);
    }

    void unplug() {
        plugged = Optional.empty();
    }

    void put(ByteBuffer bytes) {
        if (plugged.isEmpty()) return;
        try {
            plugged.get().write(bytes.duplicate());
        } catch (LineException e) {
            LOG.debug("lost: {}", e.getMessage());
            unplug();
        }
    }

    /** The line, if there is one, drops, and can be opened again after a while. */
    void cut(Duration comesBackIn) {
        if (plugged.isEmpty()) return;
        away = true;
        plugged.get().hangUp("the device was unplugged");
        unplug();
        agenda.in(comesBackIn, () -> away = false);
    }

    /** Whether the line has dropped and not come back. Any thread. */
    boolean isAway() {
        return away;
    }
}
