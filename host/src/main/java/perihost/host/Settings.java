package perihost.host;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the environment says.
 *
 * @param home the folder for all that the host writes, absolute
 * @param port the port to listen on instead of the configured one; 0 is any free port
 */
record Settings(Path home, OptionalInt port) {
    private static final int MAX_PORT = 65535;

    /** @throws Refusal naming the variable whose value is no good */
    static Settings of(Map<String, String> environment) throws Refusal {
        return new Settings(home(environment), port(environment));
    }

    private static Path home(Map<String, String> environment) throws Refusal {
        String value = environment.getOrDefault("PERIHOST_HOME", "");
        try {
            Path home = value.isEmpty() ? Path.of(System.getProperty("user.home"), ".perihost") : Path.of(value);
            return home.toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new Refusal(Exit.USAGE, "PERIHOST_HOME: not a path: " + value);
        }
    }

    private static OptionalInt port(Map<String, String> environment) throws Refusal {
        String value = environment.getOrDefault("PERIHOST_PORT", "");
        if (value.isEmpty()) return OptionalInt.empty();
        if (value.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(value);
            if (port <= MAX_PORT) return OptionalInt.of(port);
        }
        throw new Refusal(Exit.USAGE, "PERIHOST_PORT: not a port from 0 to 65535: " + value);
    }
}
