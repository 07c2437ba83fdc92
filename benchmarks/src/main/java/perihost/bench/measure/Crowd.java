package perihost.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import perihost.bench.load.Connection;
import perihost.bench.load.Latencies;
import perihost.bench.load.PrintLoad;
import perihost.bench.server.Running;
import perihost.bench.server.Subject.Setup;

/** P8: a thousand clients: what gets through, and how long the last of them waits for a job's last event. */
final class Crowd implements Trial {
    private static final Setup PRINTERS = new Setup(8, true);
    private static final int CLIENTS = 1000;
    private static final int WINDOW = 24;
    private static final int SLICES = 4;
    private static final long GAP_NANOS = 100_000_000;
    private static final Figure RATE = Figure.ratioAtLeast(1.0, "P8", "events per second, 1,000 clients", "/s");
    private static final Figure LAST =
            Figure.ratioAtMost(1.0, "P8", "job sent to last event at last of 1,000 clients, 10 jobs/s, p99", "ms");

    @Override
    public List<Figure> figures() {
        return List.of(RATE, LAST);
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException {
        for (int i = 0; i < pace.pairs(); i++) {
            try (Both<Running> both = Both.start(pair, PRINTERS);
                    Both<PrintLoad> loads = Both.on(both, Crowd::load)) {
                loads.warm(load -> load.run(2, pace.seconds(3)));
                loads.takeTurns(List.of(RATE), SLICES, results, load ->
                        new double[] {load.run(2, pace.seconds(2)) * PrintLoad.EVENTS_PER_JOB * CLIENTS});
                loads.takeTurns(List.of(LAST), SLICES, results, load ->
                        new double[] {paced(load, pace.seconds(4)).micros(99) / 1000});
            }
        }
    }

    private static PrintLoad load(Running server) throws IOException {
        return new PrintLoad(server.port(), PRINTERS.benchPrinters(), CLIENTS, 0, WINDOW);
    }

    private static Latencies paced(PrintLoad load, Duration time) throws IOException, InterruptedException {
        Latencies latencies = new Latencies();
        long begun = System.nanoTime();
        try (Connection connection = Connection.open(load.port())) {
            for (long due = begun; due - begun < time.toNanos(); due += GAP_NANOS) {
                for (long now = System.nanoTime(); now < due; now = System.nanoTime()) LockSupport.parkNanos(due - now);
                load.printOne(connection);
                load.expectAllEvents();
                long lastEvent = load.printed() * PrintLoad.EVENTS_PER_JOB - 1;
                latencies.add(load.subscribers().arrivedAt(lastEvent) - due);
            }
        }
        return latencies;
    }
}
