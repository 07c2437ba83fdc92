package perihost.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import perihost.bench.load.PrintLoad;
import perihost.bench.server.Running;
import perihost.bench.server.Subject.Setup;

/** P15: journaled commands from eight sides at once, over those from one. */
final class GroupCommit implements Trial {
    private static final Setup PRINTERS = new Setup(32, true);
    private static final int WINDOW = 500;
    private static final int TURNS = 4;
    private static final Figure GAIN =
            Figure.atLeast(1.8, "P15", "journaled commands per second, 8 connections over 1", "×");

    @Override
    public List<Figure> figures() {
        return List.of(GAIN);
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException {
        for (int i = 0; i < pace.pairs(); i++) {
            try (Running server = pair.host().start(PRINTERS)) {
                server.awaitReady();
                try (PrintLoad load = new PrintLoad(server.port(), PRINTERS.benchPrinters(), 1, 0, WINDOW)) {
                    load.run(8, pace.seconds(3)); // compiles
                    double[] rates = inTurn(load, pace.seconds(1));
                    double one = rates[0];
                    double eight = rates[1];
                    System.err.printf("  P15: %.0f /s on 1 connection, %.0f /s on 8%n", one, eight);
                    results.add(GAIN, Side.HOST, eight / one);
                }
            }
        }
    }

    /** Jobs per second on one connection and on eight, each the mean of its turns. */
    private static double[] inTurn(PrintLoad load, Duration time) throws InterruptedException {
        double[] sums = new double[2];
        for (int i = 0; i < TURNS; i++) {
            sums[i % 2] += load.run(i % 2 == 0 ? 1 : 8, time);
            sums[1 - i % 2] += load.run(i % 2 == 0 ? 8 : 1, time);
        }
        return new double[] {sums[0] / TURNS, sums[1] / TURNS};
    }
}
