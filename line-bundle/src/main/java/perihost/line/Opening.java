package perihost.line;

import static perihost.line.Failure.timeout;
import static perihost.line.Failure.unavailable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import perihost.api.line.LineException;

/**
 * Opens devices within a deadline, although the system may block for as long as it likes and cannot be interrupted: on
 * a thread of its own, which a caller who is out of time leaves behind. What is opened too late is closed. While such a
 * thread hangs, the same device is not opened by another.
 */
final class Opening {
    /** Opens a device; may block for as long as it likes. */
    @FunctionalInterface
    interface Opener<D extends BlockingDevice> {
        D open() throws LineException;
    }

    private final ConcurrentMap<String, Thread> hanging = new ConcurrentHashMap<>();

    <D extends BlockingDevice> D open(String what, Opener<D> opener, Deadline deadline) throws LineException {
        CompletableFuture<D> opened = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(what, opener, opened), "perihost-line-open-" + what);
        thread.setDaemon(true);
        try {
            Thread before = hanging.putIfAbsent(what, thread);
            while (before != null) {
                before.join(deadline.leftMillis() + 1);
                before = hanging.putIfAbsent(what, thread);
                if (before != null && deadline.over()) throw timeout(what + " is still being opened");
            }
        } catch (InterruptedException e) {
            throw Failure.interrupted(what);
        }
        thread.start();
        return await(what, opened, deadline);
    }

    private static <D extends BlockingDevice> D await(String what, CompletableFuture<D> opened, Deadline deadline)
            throws LineException {
        try {
            return opened.get(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LineException known) throw known;
            throw unavailable(what + " cannot be opened: " + e.getCause(), e);
        } catch (TimeoutException e) {
            abandon(opened);
            throw timeout(what + " did not open in time");
        } catch (InterruptedException e) {
            abandon(opened);
            throw Failure.interrupted(what);
        }
    }

    private static <D extends BlockingDevice> void abandon(CompletableFuture<D> opened) {
        if (!opened.cancel(false) && !opened.isCompletedExceptionally())
            opened.join().close();
    }

    private <D extends BlockingDevice> void run(String what, Opener<D> opener, CompletableFuture<D> opened) {
        try {
            D device = opener.open();
            if (!opened.complete(device)) device.close();
        } catch (LineException | RuntimeException | LinkageError e) {
            opened.completeExceptionally(e);
        } finally {
            hanging.remove(what, Thread.currentThread());
        }
    }
}
