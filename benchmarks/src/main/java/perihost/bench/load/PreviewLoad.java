package perihost.bench.load;

import java.io.Closeable;
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
import java.util.function.BooleanSupplier;

/**
 * Turns previews on and off, each camera on a connection of its own, as soon as it is answered: every command makes one
 * event, and none is journaled. Nothing is asked while a client is more than the window behind.
 */
public final class PreviewLoad implements Closeable {
    private final int port;
    private final List<Camera> cameras = new ArrayList<>();
    private final AtomicLong asked = new AtomicLong();
    private final Subscribers subscribers;
    private final int window;

    private record Camera(Request start, Request stop, AtomicLong turns) {}

    /** @param window most events that may be under way to the slowest client */
    public PreviewLoad(int port, List<String> devices, int clients, int window) throws IOException {
        this.port = port;
        this.window = window;
        for (String device : devices) {
            String payload = "{\"deviceId\":\"" + device + "\"}";
            cameras.add(new Camera(
                    Request.command(port, "camera_preview_start", payload),
                    Request.command(port, "camera_preview_stop", payload),
                    new AtomicLong()));
        }
        subscribers = new Subscribers(port, clients, 0, event -> {});
    }

    /** Goes on for a time; commands, and so events at each client, per second, until every event has come. */
    public double run(Duration time) throws InterruptedException {
        long before = asked.get();
        long begun = System.nanoTime();
        runAll(() -> System.nanoTime() - begun < time.toNanos());
        expectAllEvents();
        return (asked.get() - before) * 1e9 / (System.nanoTime() - begun);
    }

    private void runAll(BooleanSupplier more) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(cameras.size());
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (Camera camera : cameras) work.add(() -> run(camera, more));
            for (Future<Void> done : threads.invokeAll(work)) done.get();
        } catch (ExecutionException failed) {
            throw new WrongAnswer("previews: " + failed.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Ends with the preview off, as it began. */
    private Void run(Camera camera, BooleanSupplier more) throws IOException, InterruptedException {
        try (Connection connection = Connection.open(port)) {
            while (more.getAsBoolean()) {
                long turn = camera.turns().getAndIncrement();
                ask(connection, camera.start(), turn);
                ask(connection, camera.stop(), turn);
                while (asked.get() - subscribers.arrived() > window && more.getAsBoolean()) Thread.sleep(0, 50_000);
            }
        }
        return null;
    }

    private void ask(Connection connection, Request request, long turn) throws IOException {
        connection.exchange(request.number(turn));
        connection.expectOk(request);
        asked.incrementAndGet();
    }

    private void expectAllEvents() throws InterruptedException {
        long expected = asked.get();
        if (!subscribers.awaitArrived(expected) || subscribers.arrived() != expected) {
            throw new WrongAnswer("expected " + expected + " events at each client, got " + subscribers.counts());
        }
    }

    @Override
    public void close() throws IOException {
        subscribers.close();
    }
}
