package perihost.bench.measure;

import java.io.IOException;
import java.util.List;
import perihost.bench.load.PrintLoad;
import perihost.bench.server.Running;
import perihost.bench.server.Subject.Setup;

/** P7: events per second, all clients together, as fast as printing makes them; a lost one ends the run. */
final class EventRate implements Trial {
    private static final Setup PRINTERS = new Setup(32, true);
    private static final int CONNECTIONS = 8;
    private static final int WINDOW = 300;
    private static final int SLICES = 4;
    private static final Figure TEN = Figure.ratioAtLeast(1.5, "P7", "events per second, 10 clients", "/s");
    private static final Figure HUNDRED = Figure.ratioAtLeast(1.5, "P7", "events per second, 100 clients", "/s");

    @Override
    public List<Figure> figures() {
        return List.of(TEN, HUNDRED);
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException {
        for (int i = 0; i < pace.pairs(); i++) {
            try (Both<Running> both = Both.start(pair, PRINTERS)) {
                measure(both, TEN, 10, pace, results);
                measure(both, HUNDRED, 100, pace, results);
            }
        }
    }

    private static void measure(Both<Running> both, Figure figure, int clients, Pace pace, Results results)
            throws IOException, InterruptedException {
        try (Both<PrintLoad> loads = Both.on(both, server -> load(server, clients))) {
            loads.warm(load -> load.run(CONNECTIONS, pace.seconds(3)));
            loads.takeTurns(List.of(figure), SLICES, results, load ->
                    new double[] {load.run(CONNECTIONS, pace.seconds(1.5)) * PrintLoad.EVENTS_PER_JOB * clients});
        }
    }

    private static PrintLoad load(Running server, int clients) throws IOException {
        return new PrintLoad(server.port(), PRINTERS.benchPrinters(), clients, 0, WINDOW);
    }
}
