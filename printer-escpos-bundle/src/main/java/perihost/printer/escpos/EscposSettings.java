package perihost.printer.escpos;

import java.time.Duration;

/**
 * A printer's configuration, checked.
 *
 * @param line           the line's URI
 * @param connectTimeout for one try to open it, 100 ms to 5 s
 * @param writeTimeout   longest time without progress, 100 ms to 60 s
 */
record EscposSettings(String line, Duration connectTimeout, Duration writeTimeout) {
    /** @throws IllegalArgumentException naming the key that is out of range */
    EscposSettings {
        check("connectTimeout", connectTimeout, 5_000);
        check("writeTimeout", writeTimeout, 60_000);
    }

    static EscposSettings from(EscposConfig config) {
        return new EscposSettings(
                config.line(), Duration.ofMillis(config.connectTimeout()), Duration.ofMillis(config.writeTimeout()));
    }

    private static void check(String key, Duration value, long most) {
        long ms = value.toMillis();
        if (ms < 100 || ms > most)
            throw new IllegalArgumentException(key + " = " + ms + " is not from 100 to " + most + " milliseconds");
    }
}
