package perihost.bench.measure;

import java.io.IOException;
import java.util.List;
import perihost.bench.server.Running;
import perihost.bench.server.Subject;
import perihost.bench.server.Subject.Setup;

/** P10, P11, P20: from the start of the process to a snapshot with every device READY; from SIGTERM to its end. */
final class Starts implements Trial {
    private static final Figure PLAIN =
            Figure.ratioAtMost(1.5, "P10", "first answer with all devices, no class archive", "ms");
    private static final Figure SHIPPED =
            Figure.ratioAtMost(1.1, "P11", "first answer with all devices, as shipped, bare without archive", "ms");
    private static final Figure STOP = Figure.atMost(500, "P20", "SIGTERM to exit, idle", "ms");

    @Override
    public List<Figure> figures() {
        return List.of(PLAIN, SHIPPED, STOP);
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException {
        pair.alternate(pace.pairs() + 2, (side, subject) -> turn(side, subject, results));
    }

    private static void turn(Side side, Subject subject, Results results) throws IOException, InterruptedException {
        startAndStop(subject, false, PLAIN, side, results);
        startAndStop(subject, true, SHIPPED, side, results);
    }

    private static void startAndStop(Subject subject, boolean archive, Figure figure, Side side, Results results)
            throws IOException, InterruptedException {
        try (Running server = subject.start(new Setup(0, archive))) {
            results.add(figure, side, server.awaitReady());
            Thread.sleep(1000); // idle
            results.add(STOP, side, server.terminate());
        }
    }
}
