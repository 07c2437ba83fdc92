package perihost.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sets the level of each logger that {@code perihost.log.cfg} names, while the host runs: {@code perihost.core = DEBUG}.
 * The back end of the log is the JDK's.
 */
final class LogLevels {
    static final String PID = "perihost.log";
    private static final Map<String, Level> LEVELS = Map.of(
            "OFF", Level.OFF,
            "ERROR", Level.SEVERE,
            "WARN", Level.WARNING,
            "INFO", Level.INFO,
            "DEBUG", Level.FINE,
            "TRACE", Level.FINEST);

    private final List<Set> set = new ArrayList<>(); // held here: the JDK forgets loggers that nobody holds

    /** A logger that has a level of ours, and what its level was before; null: that of the logger above it. */
    private record Set(Logger logger, Level before) {}

    /** @throws BadConfig naming file and key */
    static void check(ConfigFile file) throws BadConfig {
        if (file.id().isPresent()) throw new BadConfig(file.path(), "is not named " + PID + ".cfg");
        for (Map.Entry<String, String> e : file.values().entrySet())
            if (!LEVELS.containsKey(e.getValue()))
                throw new BadConfig(
                        file.path(),
                        e.getKey(),
                        "'" + e.getValue() + "' is none of OFF, ERROR, WARN, INFO, DEBUG, TRACE");
    }

    /** These loggers have these levels, and all others the default. */
    synchronized void apply(Map<String, String> levels) {
        set.forEach(s -> s.logger.setLevel(s.before));
        set.clear();
        levels.forEach((name, level) -> {
            Logger logger = Logger.getLogger(name);
            set.add(new Set(logger, logger.getLevel()));
            logger.setLevel(LEVELS.get(level));
        });
    }
}
