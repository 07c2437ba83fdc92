package perihost.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code cache/stop}: how a host is asked to end where processes know no polite signal, as on Windows. */
final class StopFile implements Runnable {
    private static final long PAUSE_MS = 250;

    private final Path file;
    private final Runnable end;

    StopFile(Path home, Runnable end) {
        this.file = file(home);
        this.end = end;
    }

    private static Path file(Path home) {
        return home.resolve("cache").resolve("stop");
    }

    static void ask(Path home) throws Refusal {
        try {
            Files.writeString(file(home), "");
        } catch (IOException e) {
            throw new Refusal(Exit.FAILURE, "home file " + file(home) + ": " + e);
        }
    }

    /** Watches from now on; what was asked of an earlier host does not count. */
    void watch() throws Refusal {
        Storage.clear(file);
        Thread thread = new Thread(this, "stop file");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (!Files.exists(file)) Thread.sleep(PAUSE_MS);
            end.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
