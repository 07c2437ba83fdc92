package perihost.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import perihost.bench.load.ClosedLoop;
import perihost.bench.load.Repeats;
import perihost.bench.load.Request;
import perihost.bench.server.Running;
import perihost.bench.server.Subject.Setup;

/** P6: one id in ten is repeated, at full speed, for a minute; a repeat with another answer ends the run. */
final class RepeatedIds implements Trial {
    private static final Figure REPEATS =
            Figure.atLeast(1, "P6", "repeated ids at full speed, answered the same", "repeats");

    @Override
    public List<Figure> figures() {
        return List.of(REPEATS);
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException {
        try (Running server = pair.host().start(Setup.SHIPPED)) {
            server.awaitReady();
            List<Repeats> exchanges = new ArrayList<>();
            ClosedLoop.many(
                    server.port(),
                    8,
                    () -> {
                        exchanges.add(new Repeats(Request.plainQuery(server.port(), "get_device_list")));
                        return exchanges.get(exchanges.size() - 1);
                    },
                    pace.seconds(60));
            server.expectAlive();
            server.awaitReady();
            results.add(
                    REPEATS,
                    Side.HOST,
                    exchanges.stream().mapToLong(Repeats::repeats).sum());
        }
    }
}
