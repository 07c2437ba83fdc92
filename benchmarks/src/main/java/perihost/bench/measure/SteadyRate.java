package perihost.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import perihost.bench.load.OpenLoop;
import perihost.bench.server.Running;
import perihost.bench.server.Subject.Setup;

/** P5: a thousand queries a second, come what may. */
final class SteadyRate implements Trial {
    private static final int PER_SECOND = 1000;
    private static final int SLICES = 4;
    private static final Figure P50 = Figure.ratioAtMost(1.15, "P5", "1,000 per second open loop, p50, pinned", "µs");
    private static final Figure P99 = Figure.atMost(5, "P5", "1,000 per second open loop, p99, pinned", "ms");
    private static final Figure UNSENT = Figure.atMost(0, "P5", "1,000 per second open loop, unsent", "requests");

    @Override
    public List<Figure> figures() {
        return List.of(P50, P99, UNSENT);
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException {
        for (int i = 0; i < pace.pairs(); i++) {
            try (Both<Running> both = Both.start(pair, Setup.SHIPPED)) {
                both.warm(server -> {
                    Speed.many(server, 8, pace.seconds(4));
                    slice(server, pace.seconds(1));
                });
                both.takeTurns(figures(), SLICES, results, server -> slice(server, pace.seconds(5)));
            }
        }
    }

    private static double[] slice(Running server, Duration time) throws IOException, InterruptedException {
        double[] values = new double[3];
        Pinned.with(server.proc(), () -> {
            OpenLoop.Result result = OpenLoop.run(server.port(), "printer_status_check", PER_SECOND, time);
            values[0] = result.latencies().micros(50);
            values[1] = result.latencies().micros(99) / 1000;
            values[2] = result.unsent();
        });
        return values;
    }
}
