package perihost.core.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was found damaged since the journal was opened; each place is told once. Any thread. */
final class Damages {
    private static final Logger LOG = LoggerFactory.getLogger(Damages.class);

    private final List<Damage> found = new CopyOnWriteArrayList<>();

    void report(Damage damage) {
        if (found.contains(damage)) return;
        found.add(damage);
        if (damage.tail()) {
            LOG.warn(
                    "{}: damaged tail cut off at {}, {} bytes dropped", damage.file(), damage.offset(), damage.bytes());
        } else {
            LOG.error(
                    "{}: damaged at {}, {} bytes lost, what follows them is sound",
                    damage.file(),
                    damage.offset(),
                    damage.bytes());
        }
    }

    /** Whether a file lost something that had been acknowledged. */
    boolean lossIn(Path file) {
        return found.stream().anyMatch(damage -> !damage.tail() && damage.file().equals(file));
    }

    List<Damage> list() {
        return List.copyOf(found);
    }
}
