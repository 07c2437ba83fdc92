package perihost.bench.measure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import perihost.bench.load.Connection;
import perihost.bench.load.Latencies;
import perihost.bench.load.PrintLoad;
import perihost.bench.load.Request;
import perihost.bench.server.Running;
import perihost.bench.server.Subject.Setup;

/**
 * P14: what it costs to have a command on disk before the device is told, in bare forces of a file of the same kind.
 * A print, a query and a bare force take turns, each when the one before has ended in every respect.
 */
final class Journal implements Trial {
    private static final Setup PRINTERS = new Setup(8, true);
    private static final int ROUNDS = 1000;
    private static final Figure COST =
            Figure.atMost(1.25, "P14", "journaled over not journaled, p50, by one bare force", "forces");

    private final Path folder;

    /** @param folder on the file system that the homes are on */
    Journal(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<Figure> figures() {
        return List.of(COST);
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException {
        for (int i = 0; i < pace.pairs(); i++) {
            try (Running server = pair.host().start(PRINTERS)) {
                server.awaitReady();
                rounds(server, pace.times(ROUNDS)); // compiles
                results.add(COST, Side.HOST, rounds(server, pace.times(ROUNDS)));
            }
        }
    }

    private double rounds(Running server, int rounds) throws IOException, InterruptedException {
        Latencies print = new Latencies();
        Latencies query = new Latencies();
        Latencies force = new Latencies();
        Request status = Request.query(server.port(), "printer_status_check");
        try (BareForce bare = new BareForce(folder, rounds);
                Connection connection = Connection.open(server.port());
                PrintLoad load = new PrintLoad(server.port(), PRINTERS.benchPrinters(), 1, 0, 0)) {
            for (int i = 0; i < rounds; i++) {
                print.add(load.printOne(connection));
                load.expectAllEvents();
                query.add(query(connection, status, i));
                force.add(bare.once());
            }
        }
        System.err.printf(
                "  P14: print %.0f µs, query %.0f µs, bare force %.0f µs%n",
                print.micros(50), query.micros(50), force.micros(50));
        return (print.micros(50) - query.micros(50)) / force.micros(50);
    }

    /** A query's latency, nanoseconds. */
    static long query(Connection connection, Request status, int n) throws IOException {
        ByteBuffer request = status.number(n);
        long begun = System.nanoTime();
        connection.exchange(request);
        long took = System.nanoTime() - begun;
        connection.expectOk(status);
        return took;
    }
}
