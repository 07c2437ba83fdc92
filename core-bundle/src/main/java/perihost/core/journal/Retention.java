package perihost.core.journal;

import java.time.Duration;
import java.util.Map;

/**
 * How long an entry is worth keeping, from its own timestamp on. All entries of a command, from its ACCEPTED on, are
 * kept as long as the one that is kept longest, so that an ended command never looks open again. A command that has
 * not ended is kept whatever its age.
 */
@FunctionalInterface
public interface Retention {
    /** The time to keep {@code entry}, zero or more; called on the journal's thread, at once and always the same. */
    Duration keep(Entry entry);

    /** Entries whose field {@code type} is a key of {@code byType} are kept for its value, others {@code otherwise}. */
    static Retention byType(Map<String, Duration> byType, Duration otherwise) {
        Map<String, Duration> times = Map.copyOf(byType);
        return entry -> times.getOrDefault(entry.fields().getOrDefault("type", ""), otherwise);
    }
}
