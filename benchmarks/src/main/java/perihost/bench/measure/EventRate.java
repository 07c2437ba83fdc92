package perihost.bench.measure;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import perihost.bench.load.PreviewLoad;
import perihost.bench.load.PrintLoad;
import perihost.bench.server.Running;
import perihost.bench.server.Subject.Scripted;
import perihost.bench.server.Subject.Setup;

/**
 * P7: events per second, all clients together; a lost one ends the run. Once as fast as cameras make them, of which
 * nothing is journaled, and once as fast as printing does, with a journaled command for three.
 */
final class EventRate implements Trial {
    private static final List<String> CAMERAS = IntStream.rangeClosed(1, 8)
            .mapToObj(i -> String.format("bench_cam_%02d", i))
            .toList();
    private static final Setup DEVICES =
            new Setup(32, true, CAMERAS.stream().map(Scripted::camera).toList(), Map.of());
    private static final int CONNECTIONS = 8;
    private static final int WINDOW = 300;
    private static final int SLICES = 4;

    private static final Figure TEN = previews("10 clients");
    private static final Figure HUNDRED = previews("100 clients");
    private static final Figure FURTHER =
            Figure.ratio("P7", "time for an event to each further client, from 10 to 100, not journaled", "µs");
    private static final Figure TEN_PRINTED = prints("10 clients");
    private static final Figure HUNDRED_PRINTED = prints("100 clients");

    private static Figure previews(String clients) {
        return Figure.ratioAtLeast(1.5, "P7", "events per second by camera commands, not journaled, " + clients, "/s");
    }

    private static Figure prints(String clients) {
        return Figure.ratioAtLeast(1.5, "P7", "events per second by print jobs, journaled, " + clients, "/s");
    }

    @Override
    public List<Figure> figures() {
        return List.of(TEN, HUNDRED, FURTHER, TEN_PRINTED, HUNDRED_PRINTED);
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException {
        for (int i = 0; i < pace.pairs(); i++) {
            try (Both<Running> both = Both.start(pair, DEVICES)) {
                byPreviews(both, TEN, 10, pace, results);
                byPreviews(both, HUNDRED, 100, pace, results);
                for (Side side : Side.values()) results.add(FURTHER, side, further(results, side));
                byPrints(both, TEN_PRINTED, 10, pace, results);
                byPrints(both, HUNDRED_PRINTED, 100, pace, results);
            }
        }
    }

    private static void byPreviews(Both<Running> both, Figure figure, int clients, Pace pace, Results results)
            throws IOException, InterruptedException {
        try (Both<PreviewLoad> loads =
                Both.on(both, server -> new PreviewLoad(server.port(), CAMERAS, clients, WINDOW))) {
            loads.warm(load -> load.run(pace.seconds(3)));
            loads.takeTurns(
                    List.of(figure), SLICES, results, load -> new double[] {load.run(pace.seconds(1.5)) * clients});
        }
    }

    private static void byPrints(Both<Running> both, Figure figure, int clients, Pace pace, Results results)
            throws IOException, InterruptedException {
        try (Both<PrintLoad> loads = Both.on(both, server -> prints(server, clients))) {
            loads.warm(load -> load.run(CONNECTIONS, pace.seconds(3)));
            loads.takeTurns(List.of(figure), SLICES, results, load ->
                    new double[] {load.run(CONNECTIONS, pace.seconds(1.5)) * PrintLoad.EVENTS_PER_JOB * clients});
        }
    }

    /** What an event takes with 100 clients, less what it takes with 10, for each of the 90; microseconds. */
    private static double further(Results results, Side side) {
        double ten = 10 / results.last(TEN, side);
        double hundred = 100 / results.last(HUNDRED, side);
        return (hundred - ten) * 1e6 / 90;
    }

    private static PrintLoad prints(Running server, int clients) throws IOException {
        return new PrintLoad(server.port(), DEVICES.benchPrinters(), clients, 0, WINDOW);
    }
}
