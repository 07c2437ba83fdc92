package perihost.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import perihost.bench.load.ClosedLoop;
import perihost.bench.load.Exchange;
import perihost.bench.load.Request;
import perihost.bench.server.Proc;
import perihost.bench.server.Running;
import perihost.bench.server.Subject.Setup;

/** P1, P3, P4, P12: queries in a closed loop, and the memory that they leave behind. */
final class Speed implements Trial {
    private static final int SLICES = 6;
    private static final String DEVICE_QUERY = "printer_status_check";
    private static final Figure LIST =
            Figure.ratioAtMost(1.10, "P1", "get_device_list p50, 1 connection, pinned", "µs");
    private static final Figure STATUS =
            Figure.ratioAtMost(1.10, "P1", "printer_status_check p50, 1 connection, pinned", "µs");
    private static final Figure CPU = Figure.ratioAtMost(1.20, "P3", "server CPU per command, 8 connections", "µs");
    private static final Figure RATE_8 = Figure.ratioAtLeast(0.90, "P4", "commands per second, 8 connections", "/s");
    private static final Figure RATE_64 = Figure.ratioAtLeast(0.90, "P4", "commands per second, 64 connections", "/s");
    private static final Figure MEMORY = Figure.ratioAtMost(1.20, "P12", "resident memory after load", "MB");

    @Override
    public List<Figure> figures() {
        return List.of(LIST, STATUS, CPU, RATE_8, RATE_64, MEMORY);
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException {
        for (int i = 0; i < pace.pairs(); i++) {
            try (Both<Running> both = Both.start(pair, Setup.SHIPPED)) {
                both.warm(server -> many(server, 8, pace.seconds(5)));
                both.takeTurns(List.of(LIST, STATUS), SLICES, results, server -> latencies(server, pace.seconds(0.5)));
                both.takeTurns(List.of(CPU, RATE_8), SLICES, results, server -> throughput(server, pace.seconds(0.8)));
                both.takeTurns(List.of(RATE_64), SLICES, results, server ->
                        new double[] {many(server, 64, pace.seconds(0.8)).perSecond()});
                both.takeTurns(List.of(MEMORY), 1, results, server ->
                        new double[] {server.proc().residentMb()});
            }
        }
    }

    private static double[] latencies(Running server, Duration time) throws IOException, InterruptedException {
        double[] values = new double[2];
        Pinned.with(server.proc(), () -> {
            values[0] = p50(server, "get_device_list", time);
            values[1] = p50(server, DEVICE_QUERY, time);
        });
        return values;
    }

    private static double p50(Running server, String query, Duration time) throws IOException {
        Exchange exchange = Exchange.of(Request.query(server.port(), query));
        return ClosedLoop.one(server.port(), exchange, time).micros(50);
    }

    private static double[] throughput(Running server, Duration time) throws IOException {
        Proc proc = server.proc();
        double before = proc.cpuSeconds();
        ClosedLoop.Rate rate = many(server, 8, time);
        return new double[] {(proc.cpuSeconds() - before) * 1e6 / rate.answers(), rate.perSecond()};
    }

    static ClosedLoop.Rate many(Running server, int connections, Duration time) throws IOException {
        return ClosedLoop.many(
                server.port(), connections, () -> Exchange.of(Request.query(server.port(), DEVICE_QUERY)), time);
    }
}
