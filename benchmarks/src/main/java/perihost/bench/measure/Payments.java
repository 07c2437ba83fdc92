package perihost.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import perihost.bench.load.Latencies;
import perihost.bench.server.Running;
import perihost.bench.server.Subject;
import perihost.bench.server.Subject.Setup;
import perihost.bench.terminal.BareTerminal;
import perihost.bench.terminal.Echo;
import perihost.bench.terminal.PaymentLoad;
import perihost.bench.terminal.PaymentLoad.Paid;
import perihost.bench.terminal.Relay;

/**
 * P16: what a payment takes on a serial line, beyond its bytes' time on the wire and the journal's forces: from the
 * request over HTTP to {@code payment_complete} over WebSocket. A payment, an echo over the bare line and bare forces
 * take turns, each when the one before has ended in every respect.
 */
final class Payments implements Trial {
    private static final int BAUD = 115_200;
    private static final int ROUNDS = 400;
    private static final int WARM_UP = 5000;
    private static final int PAIRS_OF_FORCES = 2; // accepted, about to be sent; answered, ended
    private static final Figure WHOLE = Figure.part("P16", "payment_start to payment_complete at 115200, p50", "ms");
    private static final Figure P50 = beyond(0.5, "p50");
    private static final Figure P99 = beyond(10, "p99");

    private final Path folder;

    /** What was found in one host. */
    private record Found(
            Latencies whole, Latencies before, Latencies after, Latencies beyond, Latencies relay, Latencies forces) {
        Found() {
            this(new Latencies(), new Latencies(), new Latencies(), new Latencies(), new Latencies(), new Latencies());
        }

        /** Milliseconds that the host itself took. */
        double host(double percent) {
            double others = relay.micros(50) + PAIRS_OF_FORCES * forces.micros(50);
            return (beyond.micros(percent) - others) / 1000;
        }
    }

    /** @param folder on the file system that the homes are on */
    Payments(Path folder) {
        this.folder = folder;
    }

    private static Figure beyond(double limit, String which) {
        return Figure.atMost(limit, "P16", "the same, beyond wire and forces, " + which + ", pinned", "ms");
    }

    @Override
    public List<Figure> figures() {
        return List.of(WHOLE, P50, P99);
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException {
        if (!pair.host().hasTerminal()) return;
        for (int i = 0; i < pace.pairs(); i++) {
            try (Relay line = Relay.open(folder.resolve("terminal"));
                    Relay other = Relay.open(folder.resolve("echo"))) {
                Found found = measure(pair, line, other, pace);
                results.add(WHOLE, Side.HOST, found.whole.micros(50) / 1000);
                results.add(P50, Side.HOST, found.host(50));
                results.add(P99, Side.HOST, found.host(99));
            }
        }
    }

    private Found measure(Pair pair, Relay line, Relay other, Pace pace) throws IOException, InterruptedException {
        Found found = new Found();
        int rounds = pace.times(ROUNDS);
        BareTerminal terminal = new BareTerminal(line);
        try (Running server = pair.host().start(Setup.withTerminal("serial:" + line.port() + "?baud=" + BAUD))) {
            server.awaitReady();
            try (PaymentLoad load = new PaymentLoad(server.port(), Subject.FIRST_TERMINAL, terminal);
                    Echo echo = new Echo(other);
                    BareForce force = new BareForce(folder, 2 * rounds)) {
                int warm = pace.times(WARM_UP);
                for (int n = 0; n < warm; n++) load.pay(n); // compiles
                for (int n = 0; n < warm; n++) echo.once();
                terminal.baud(BAUD);
                Pinned.apart(server.proc(), List.of(line.proc(), other.proc()), List.of("terminal", "echo"), () -> {
                    for (int n = 0; n < rounds; n++) round(load, warm + n, echo, force, found);
                });
            }
            server.expectAlive();
        }
        System.err.printf(
                "  P16: until the terminal hears %.0f µs, after its last bytes %.0f µs, relay %.0f µs, two forces %.0f µs%n",
                found.before.micros(50), found.after.micros(50), found.relay.micros(50), found.forces.micros(50));
        return found;
    }

    private static void round(PaymentLoad load, int n, Echo echo, BareForce force, Found found)
            throws IOException, InterruptedException {
        Paid paid = load.pay(n);
        found.whole.add(paid.whole());
        found.before.add(paid.before());
        found.after.add(paid.after());
        found.beyond.add(paid.before() + paid.after());
        found.relay.add(echo.once());
        found.forces.add(force.once() + force.once()); // as they come in a payment: two, then the wire, then two
    }
}
