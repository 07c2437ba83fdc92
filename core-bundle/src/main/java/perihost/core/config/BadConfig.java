package perihost.core.config;

import java.nio.file.Path;

/** A configuration file cannot be used. The message is the one line that people are shown: the file, the key, why. */
final class BadConfig extends Exception {
    private static final long serialVersionUID = 1;

    BadConfig(Path file, String why) {
        super(file + ": " + why);
    }

    BadConfig(Path file, String key, String why) {
        super(file + ": " + key + ": " + why);
    }
}
