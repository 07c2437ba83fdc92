package perihost.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Where log records go: standard error, and files in {@code log/} that are bounded in size and number. */
final class Logs {
    private static final int FILE_BYTES = 5 * 1024 * 1024;
    private static final int FILES = 5;

    /** Platform bundles report what only their authors want to know as INFO. Kept, as loggers are held weakly. */
    private static final List<Logger> PLATFORM = platform();

    private Logs() {}

    /** Call before the first use of a logger in this process. From then on standard error does not block. */
    static void start(Path folder) {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        PLATFORM.forEach(logger -> logger.setLevel(Level.WARNING));
        root.addHandler(new Console(StandardError.install()));
        try {
            root.addHandler(files(folder, FILE_BYTES, FILES));
        } catch (IOException | SecurityException e) {
            log().warning("logging to standard error only, " + folder + " cannot be written: " + e);
        }
    }

    /** For the files alone, when standard error is told in other words. */
    static void toFiles(Level level, String text) {
        toFiles(new LogRecord(level, text));
    }

    /** A fault of ours, for the files and, be the log started or not, for standard error. */
    static void fault(Throwable thrown) {
        LogRecord entry = new LogRecord(Level.SEVERE, "a fault of the host");
        entry.setThrown(thrown);
        toFiles(entry);
        thrown.printStackTrace();
    }

    private static void toFiles(LogRecord entry) {
        entry.setLoggerName(log().getName());
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            if (handler instanceof FileHandler) handler.publish(entry);
        }
    }

    /** Closes the handlers; records that come later are lost. Waits half a second for standard error to be read. */
    static void end() {
        for (Handler handler : Logger.getLogger("").getHandlers()) handler.close();
    }

    private static List<Logger> platform() {
        System.setProperty("java.util.logging.manager", Lasting.class.getName());
        System.setProperty("java.util.logging.config.class", Unconfigured.class.getName());
        return List.of(Logger.getLogger("org.apache.felix"), Logger.getLogger("org.eclipse.jetty"));
    }

    static Logger log() {
        return Logger.getLogger("perihost.host");
    }

    static FileHandler files(Path folder, int bytes, int count) throws IOException {
        String escaped = folder.toString().replace("%", "%%");
        FileHandler files = new FileHandler(escaped + "/perihost.%g.log", bytes, count, true);
        files.setEncoding(StandardCharsets.UTF_8.name());
        files.setFormatter(new LineFormat());
        files.setLevel(Level.ALL);
        return files;
    }

    /** Made by java.util.logging instead of reading its properties file: there is nothing to read. */
    public static final class Unconfigured {
        public Unconfigured() {}
    }

    /** Keeps the handlers to the end: by default they are closed as a stop begins, and what it says is lost. */
    public static final class Lasting extends LogManager {
        public Lasting() {}

        @Override
        public void reset() {
            // Shutdown ends the logs, after all else
        }
    }

    private static final class Console extends Handler {
        private static final Duration PATIENCE = Duration.ofMillis(500);

        private final StandardError error;

        Console(StandardError error) {
            this.error = error;
            setFormatter(new LineFormat());
        }

        @Override
        public void publish(LogRecord record) {
            System.err.print(getFormatter().format(record));
        }

        @Override
        public void flush() {
            // its thread writes at once
        }

        @Override
        public void close() {
            try {
                error.drain(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
