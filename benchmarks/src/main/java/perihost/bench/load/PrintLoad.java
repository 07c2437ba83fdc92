package perihost.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Prints small jobs on many printers. A printer gets its next job when the event stream says that the last one is done,
 * and nothing is printed while a client is more than the window behind. Each job makes three events: PROCESSING, the
 * outcome, READY.
 */
public final class PrintLoad implements Closeable {
    public static final int EVENTS_PER_JOB = 3;
    private static final String DATA = "cGVyaWhvc3QK";
    private static final String JOB = "\"jobId\":\"job";

    private final int port;
    private final List<Printer> printers = new ArrayList<>();
    private final BlockingQueue<Printer> free = new LinkedBlockingQueue<>();
    private final AtomicLong printed = new AtomicLong();
    private final Subscribers subscribers;
    private final int window;

    private record Printer(Request request, AtomicLong jobs) {}

    /** @param window most events that may be under way to the slowest reading client */
    public PrintLoad(int port, List<String> devices, int reading, int notReading, int window) throws IOException {
        this.port = port;
        this.window = window;
        for (String device : devices) {
            String job = String.format("job%03d-", printers.size());
            printers.add(new Printer(Request.print(port, device, job, DATA), new AtomicLong()));
        }
        free.addAll(printers);
        subscribers = new Subscribers(port, reading, notReading, this::event);
    }

    /** Prints on so many connections for a time; jobs per second, until every event of theirs has come. */
    public double run(int connections, Duration time) throws InterruptedException {
        long begun = System.nanoTime();
        long jobs = run(connections, () -> System.nanoTime() - begun < time.toNanos());
        return jobs * 1e9 / (System.nanoTime() - begun);
    }

    /** Prints {@code jobs} jobs, give or take a connection's last. */
    public void run(int connections, long jobs) throws InterruptedException {
        long until = printed.get() + jobs;
        run(connections, () -> printed.get() < until);
    }

    private long run(int connections, BooleanSupplier more) throws InterruptedException {
        long before = printed.get();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < connections; i++) work.add(() -> print(more));
            for (Future<Void> done : threads.invokeAll(work)) done.get();
        } catch (ExecutionException failed) {
            throw new WrongAnswer("printing: " + failed.getCause());
        } finally {
            threads.shutdownNow();
        }
        long done = printed.get() - before;
        expectAllEvents();
        return done;
    }

    private Void print(BooleanSupplier more) throws IOException, InterruptedException {
        try (Connection connection = Connection.open(port)) {
            while (more.getAsBoolean()) {
                Printer printer = take();
                send(connection, printer);
                while (printed.get() * EVENTS_PER_JOB - subscribers.arrived() > window && more.getAsBoolean()) {
                    Thread.sleep(0, 50_000);
                }
            }
        }
        return null;
    }

    /** Prints one job on whichever printer is free; returns its answer's latency, nanoseconds. */
    public long printOne(Connection connection) throws IOException, InterruptedException {
        return send(connection, take());
    }

    private Printer take() throws InterruptedException {
        Printer printer = free.poll(10, TimeUnit.SECONDS);
        if (printer == null) throw new WrongAnswer("no printer became free for 10 s; events: " + subscribers.counts());
        return printer;
    }

    private long send(Connection connection, Printer printer) throws IOException {
        synchronized (printer) { // the job may be done, and the printer taken again, before this one's answer is read
            ByteBuffer request = printer.request().number(printer.jobs().getAndIncrement());
            long sent = System.nanoTime();
            connection.exchange(request);
            long took = System.nanoTime() - sent;
            connection.expectOk(printer.request());
            printed.incrementAndGet();
            return took;
        }
    }

    /** Waits until no job is under way, whatever other events there are. */
    public void awaitAllFree() throws InterruptedException {
        long since = System.nanoTime();
        while (free.size() < printers.size()) {
            subscribers.arrived(); // throws when the stream broke
            if (System.nanoTime() - since > 10_000_000_000L) throw new WrongAnswer("a job did not end in 10 s");
            Thread.sleep(0, 50_000);
        }
    }

    /** Throws unless each reading client gets exactly the events of what was printed. */
    public void expectAllEvents() throws InterruptedException {
        long expected = printed.get() * EVENTS_PER_JOB;
        if (!subscribers.awaitArrived(expected) || subscribers.arrived() != expected) {
            throw new WrongAnswer("expected " + expected + " events at each client, got " + subscribers.counts());
        }
    }

    public Subscribers subscribers() {
        return subscribers;
    }

    public int port() {
        return port;
    }

    public long printed() {
        return printed.get();
    }

    private void event(String text) {
        if (!text.contains("\"printer_job_complete\"")) return;
        int at = text.indexOf(JOB);
        if (at < 0 || !text.contains("\"success\":\"true\"")) throw new WrongAnswer("a job failed: " + text);
        free.add(printers.get(Integer.parseInt(text.substring(at + JOB.length(), at + JOB.length() + 3))));
    }

    @Override
    public void close() throws IOException {
        subscribers.close();
    }
}
