package perihost.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import perihost.bench.server.Proc;
import perihost.bench.server.Running;
import perihost.bench.server.Subject.Setup;

/** P12, P13: what a server takes that has nothing to do. All of both sides idle at the same time. */
final class Idle implements Trial {
    private static final Figure MEMORY = Figure.ratioAtMost(1.25, "P12", "resident memory, idle for 10 s", "MB");
    private static final Figure CPU = Figure.ratioAtMost(1.2, "P13", "idle CPU in 30 s", "ms");
    private static final Figure SWITCHES = Figure.ratioAtMost(1.2, "P13", "idle context switches in 30 s", "switches");

    private record Idler(Side side, Running server, Proc proc, double cpu, long switches) {}

    @Override
    public List<Figure> figures() {
        return List.of(MEMORY, CPU, SWITCHES);
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException {
        List<Running> servers = new ArrayList<>();
        List<Side> sides = new ArrayList<>();
        try {
            pair.alternate(pace.pairs(), (side, subject) -> {
                servers.add(subject.start(Setup.SHIPPED));
                sides.add(side);
                servers.get(servers.size() - 1).awaitReady();
            });
            Thread.sleep(10_000);
            List<Idler> idlers = new ArrayList<>();
            for (Running server : servers) {
                Proc proc = server.proc();
                Side side = sides.get(idlers.size());
                results.add(MEMORY, side, proc.residentMb());
                idlers.add(new Idler(side, server, proc, proc.cpuSeconds(), proc.contextSwitches()));
            }
            Thread.sleep(30_000);
            for (Idler idler : idlers) {
                results.add(CPU, idler.side(), (idler.proc().cpuSeconds() - idler.cpu()) * 1000);
                results.add(SWITCHES, idler.side(), idler.proc().contextSwitches() - idler.switches());
                idler.server().expectAlive();
            }
        } finally {
            for (Running server : servers) server.close();
        }
    }
}
