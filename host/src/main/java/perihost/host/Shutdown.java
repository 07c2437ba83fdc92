package perihost.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.logging.Level;

/** The orderly end, on SIGTERM, SIGINT and {@code System.exit} alike: what was begun last is ended first. */
final class Shutdown extends Thread {
    private final Deque<Runnable> endings = new ArrayDeque<>(); // guarded by itself
    private volatile int exitCode = Exit.OK;

    private Shutdown() {
        super("shutdown");
    }

    /** Takes over how this process ends. */
    static Shutdown install() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(shutdown);
        return shutdown;
    }

    /** Adds something to end. */
    void then(Runnable ending) {
        synchronized (endings) {
            endings.push(ending);
        }
    }

    /** What the process exits with; 0, as after a signal, until somebody says otherwise. */
    void exitCode(int code) {
        exitCode = code;
    }

    @Override
    public void run() {
        int code = exitCode; // what fails from now on fails because of the end
        try {
            endAll();
            Logs.end();
        } finally {
            Runtime.getRuntime().halt(code); // without it a signal's number would be the exit code
        }
    }

    private void endAll() {
        synchronized (endings) {
            for (Runnable ending : endings) {
                try {
                    ending.run();
                } catch (RuntimeException | Error e) {
                    Logs.log().log(Level.SEVERE, "while stopping", e);
                }
            }
        }
    }
}
