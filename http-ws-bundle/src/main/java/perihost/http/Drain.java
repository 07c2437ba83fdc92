package perihost.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Reads what is left of a refused request's body and drops it. A connection that is closed while the client still sends
 * is reset, and many clients then never see the answer. It ends after 2 s, and never holds a thread.
 */
final class Drain implements Callback, Invocable.Task {
    static final long PATIENCE_MILLIS = 2000;
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);

    private final Exchange exchange;
    private final Request request;
    private final long begun = System.nanoTime();

    Drain(Exchange exchange, Request request) {
        this.exchange = exchange;
        this.request = request;
    }

    /** Drops what has arrived; true if that was all, or if the client sends nothing before it is told to. */
    boolean now() {
        if (request.getHeaders().contains(HttpHeader.EXPECT)) return true;
        while (System.nanoTime() - begun < PATIENCE_NANOS) {
            Content.Chunk chunk = request.read();
            if (chunk == null) return false;
            chunk.release();
            if (chunk.isLast() || Content.Chunk.isFailure(chunk)) return true;
        }
        return false;
    }

    /** The answer has been written. */
    @Override
    public void succeeded() {
        run();
    }

    @Override
    public void failed(Throwable x) {
        exchange.failed(x);
    }

    @Override
    public void run() {
        if (now() || System.nanoTime() - begun >= PATIENCE_NANOS) exchange.succeeded();
        else request.demand(this);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
