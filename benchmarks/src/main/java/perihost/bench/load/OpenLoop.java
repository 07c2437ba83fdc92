package perihost.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a fixed rate, whatever the answers do. A request's time begins when it was due, not when a connection
 * became free for it, so a stall is counted for every request that it held up.
 */
public final class OpenLoop {
    private static final int CONNECTIONS = 16;
    private static final long SPIN_NANOS = 80_000;

    /** @param unsent how many were more than a second late */
    public record Result(Latencies latencies, long unsent) {}

    private final long begun = System.nanoTime() + 10_000_000;
    private final AtomicLong ticket = new AtomicLong();
    private final long gapNanos;
    private final long total;

    private OpenLoop(int perSecond, Duration time) {
        gapNanos = 1_000_000_000L / perSecond;
        total = time.toNanos() / gapNanos;
    }

    public static Result run(int port, String query, int perSecond, Duration time)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) connections.add(Connection.open(port));
            OpenLoop loop = new OpenLoop(perSecond, time);
            List<Callable<Result>> work = new ArrayList<>();
            for (Connection c : connections) work.add(() -> loop.send(c, Request.query(port, query)));
            Latencies all = new Latencies();
            long unsent = 0;
            for (Future<Result> done : threads.invokeAll(work)) {
                all.addAll(done.get().latencies());
                unsent += done.get().unsent();
            }
            return new Result(all, unsent);
        } catch (ExecutionException failed) {
            throw new WrongAnswer("open loop: " + failed.getCause());
        } finally {
            threads.shutdownNow();
            for (Connection connection : connections) connection.close();
        }
    }

    private Result send(Connection connection, Request request) throws IOException {
        Latencies latencies = new Latencies();
        long unsent = 0;
        for (long n = ticket.getAndIncrement(); n < total; n = ticket.getAndIncrement()) {
            long due = begun + n * gapNanos;
            if (waitUntil(due) - due > 1_000_000_000L) unsent++;
            connection.exchange(request.number(n));
            latencies.add(System.nanoTime() - due);
            connection.expectOk(request);
        }
        return new Result(latencies, unsent);
    }

    /** Sleeps, then spins for the last moment: a timer alone is late by its slack. */
    private static long waitUntil(long due) {
        long now = System.nanoTime();
        for (; now < due; now = System.nanoTime()) {
            if (due - now > SPIN_NANOS) LockSupport.parkNanos(due - now - SPIN_NANOS);
            else Thread.onSpinWait();
        }
        return now;
    }
}
