package perihost.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads a body that did not arrive in one piece, as it comes: no thread waits for it. It refuses one that is too large,
 * comes too slowly, or finds no room.
 */
final class BodyReader implements Invocable.Task {
    private static final long LOOK_MILLIS = 1000;

    private enum State {
        READING,
        WAITING,
        DONE
    }

    private final Exchange exchange;
    private final Request request;
    private final Settings settings;
    private final Scheduler scheduler;
    private final Consumer<Body> whole;
    private final Body body;
    private final long begun = System.nanoTime();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile int received;

    /** @param whole takes the body, and closes it */
    BodyReader(Exchange exchange, Settings settings, BodyBudget budget, Consumer<Body> whole) {
        this.exchange = exchange;
        this.settings = settings;
        this.whole = whole;
        request = exchange.request();
        scheduler = request.getComponents().getScheduler();
        body = new Body(budget);
    }

    /** Begins with what Jetty's read gave already. */
    void start(Content.Chunk first) {
        state.set(State.READING);
        if (first != null && !take(first)) return;
        if (read()) scheduleLook();
    }

    @Override
    public void run() {
        if (state.compareAndSet(State.WAITING, State.READING)) read();
    }

    /** Reads what is there; true if more must come. */
    private boolean read() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                state.set(State.WAITING);
                request.demand(this);
                return true;
            }
            if (!take(chunk)) return false;
        }
    }

    /** Adds a chunk to the body; false if that was the end. */
    private boolean take(Content.Chunk chunk) {
        if (Content.Chunk.isFailure(chunk)) return stop(failure(chunk.getFailure()));
        boolean room = body.add(chunk.getByteBuffer());
        boolean last = chunk.isLast();
        chunk.release();
        received = body.length();
        if (!room) return stop(Refusal.NO_ROOM);
        if (received > settings.maxBodyBytes()) return stop(Refusal.tooLarge(settings.maxBodyBytes()));
        if (!last) return true;
        state.set(State.DONE);
        whole.accept(body);
        return false;
    }

    private static Refusal failure(Throwable x) {
        return x instanceof TimeoutException ? Refusal.TOO_SLOW : Refusal.unreadable("body", "ends too early");
    }

    private boolean stop(Refusal refusal) {
        state.set(State.DONE);
        body.close();
        exchange.refuse(refusal);
        return false;
    }

    private void scheduleLook() {
        scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (state.get() == State.DONE) return;
        long seconds = settings.bodySeconds() + (long) received / settings.minBodyRate();
        boolean late = System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(seconds);
        if (late && state.compareAndSet(State.WAITING, State.DONE)) {
            body.close();
            exchange.cutOff(Refusal.TOO_SLOW);
        } else {
            scheduleLook();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
