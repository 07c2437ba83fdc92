package perihost.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The time since this process was started, its script included. */
final class Uptime {
    private static final int TICK_MS = 10;
    private static final int START_FIELD = 19; // of /proc/self/stat, counted from the one behind the name

    private Uptime() {}

    static long millis() {
        try {
            return linux(Files.readString(Path.of("/proc/uptime")), Files.readString(Path.of("/proc/self/stat")));
        } catch (IOException | RuntimeException notLinux) {
            return ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(start -> Duration.between(start, Instant.now()).toMillis())
                    .orElse(0L);
        }
    }

    /** The JDK's start instant is rounded to whole seconds on Linux; the kernel's own figures have 10 ms. */
    static long linux(String uptime, String stat) {
        double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Math.round(seconds * 1000) - Long.parseLong(fields[START_FIELD]) * TICK_MS;
    }
}
