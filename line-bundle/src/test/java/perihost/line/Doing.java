package perihost.line;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.function.ThrowingRunnable;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;

/** Something that goes on in another thread. */
final class Doing<T> {
    private static final long PATIENCE_SECONDS = 20;

    private final FutureTask<T> task;
    private final Thread thread;

    private Doing(Callable<T> call) {
        task = new FutureTask<>(call);
        thread = new Thread(task, "test-doing");
        thread.setDaemon(true);
        thread.start();
    }

    static <T> Doing<T> start(Callable<T> call) {
        return new Doing<>(call);
    }

    static Doing<Void> run(ThrowingRunnable runnable) {
        return start(() -> {
            try {
                runnable.run();
                return null;
            } catch (Exception e) {
                throw e;
            } catch (Throwable t) {
                throw new AssertionError(t);
            }
        });
    }

    /** Returns when the thread waits inside one of our lines. */
    Doing<T> blocked() throws TimeoutException {
        Deadline deadline = Deadline.in(java.time.Duration.ofSeconds(PATIENCE_SECONDS));
        while (!isBlocked()) {
            if (deadline.over() || task.isDone()) throw new TimeoutException("it never waited: " + trace());
            Thread.onSpinWait();
        }
        return this;
    }

    private boolean isBlocked() {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0
                && stack[0].isNativeMethod()
                && Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().startsWith("perihost.line.")
                                && !frame.getClassName().contains("Doing")
                                && !frame.getClassName().contains("Contract")
                                && !frame.getClassName().contains("Test"));
    }

    private String trace() {
        return Arrays.toString(thread.getStackTrace());
    }

    void interrupt() {
        thread.interrupt();
    }

    T result() throws Exception {
        try {
            return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) throw cause;
            throw e;
        } catch (TimeoutException e) {
            throw new AssertionError("it never ended: " + trace(), e);
        }
    }

    void fails(Kind kind) {
        assertFails(kind, this::result);
    }

    static LineException assertFails(Kind kind, ThrowingRunnable runnable) {
        LineException e = assertThrows(LineException.class, runnable);
        assertEquals(e.getMessage(), kind, e.kind());
        return e;
    }
}
