package perihost.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import perihost.bench.load.Connection;
import perihost.bench.load.Latencies;
import perihost.bench.load.PrintLoad;
import perihost.bench.load.Request;
import perihost.bench.measure.BadDevices.Way;
import perihost.bench.server.Running;
import perihost.bench.server.Subject.Setup;

/**
 * P21: what a printer's commands take while another driver is stuck, or babbles, over what they take without. All in one
 * host, whose bad drivers are told by a command when to be bad: alone, stuck, spinning, babbling, and back.
 */
final class BadDriver implements Trial {
    private static final Setup DEVICES = new Setup(8, true, BadDevices.ALL, Map.of());
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final double SECONDS = 4;

    /** One way's latencies in one turn; the two commands. */
    private record Turn(Latencies print, Latencies query) {
        Turn() {
            this(new Latencies(), new Latencies());
        }

        static Turn both(Turn one, Turn other) {
            Turn all = new Turn();
            for (Turn turn : List.of(one, other)) {
                all.print.addAll(turn.print);
                all.query.addAll(turn.query);
            }
            return all;
        }
    }

    /** One figure: which of the latencies it is. */
    private record Row(Figure figure, Function<Turn, Latencies> command, double percent) {
        void add(Turn beside, Turn alone, Results results) {
            results.add(figure, Side.HOST, command.apply(beside).micros(percent));
            results.add(figure, Side.BARE, command.apply(alone).micros(percent));
        }
    }

    private static final Map<Way, List<Row>> ROWS = Map.of(
            Way.ALONE, compared("alone, first turn over second"),
            Way.STUCK, judged("beside a driver that is stuck"),
            Way.SPINNING, compared("beside one that only spins"),
            Way.BABBLING, judged("beside a driver that babbles"));

    private static List<Row> judged(String way) {
        return List.of(
                new Row(Figure.aloneAtMost(1.1, "P21", "print " + way + ", p50", "µs"), Turn::print, 50),
                new Row(Figure.aloneAtMost(1.25, "P21", "print " + way + ", p99", "µs"), Turn::print, 99),
                new Row(Figure.aloneAtMost(1.1, "P21", "query " + way + ", p50", "µs"), Turn::query, 50),
                new Row(Figure.aloneAtMost(1.25, "P21", "query " + way + ", p99", "µs"), Turn::query, 99));
    }

    private static List<Row> compared(String way) {
        return List.of(
                new Row(Figure.alone("P21", "print " + way + ", p50", "µs"), Turn::print, 50),
                new Row(Figure.alone("P21", "print " + way + ", p99", "µs"), Turn::print, 99),
                new Row(Figure.alone("P21", "query " + way + ", p99", "µs"), Turn::query, 99));
    }

    @Override
    public List<Figure> figures() {
        return ROWS.values().stream().flatMap(List::stream).map(Row::figure).toList();
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException {
        if (!pair.host().isHost()) return; // the peer has no drivers
        for (int i = 0; i < pace.pairs(); i++) {
            try (Running server = pair.host().start(DEVICES)) {
                server.awaitReady();
                try (PrintLoad load = new PrintLoad(server.port(), DEVICES.benchPrinters(), 1, 0, 0);
                        Connection connection = Connection.open(server.port())) {
                    load.run(8, WARM_UP); // compiles; no driver is bad yet
                    turn(load, connection, WARM_UP.toNanos());
                    inTurn(load, connection, pace.seconds(SECONDS).toNanos(), results);
                }
                server.expectAlive();
            }
        }
    }

    private static void inTurn(PrintLoad load, Connection connection, long nanos, Results results)
            throws IOException, InterruptedException {
        BadDevices devices = new BadDevices(connection, load.port());
        Map<Way, List<Turn>> turns = new EnumMap<>(Way.class);
        for (int i = 0; i < 2 * Way.values().length; i++) {
            Way way = Way.values()[Math.min(i, 2 * Way.values().length - 1 - i)];
            devices.begin(way);
            turns.computeIfAbsent(way, w -> new ArrayList<>()).add(turn(load, connection, nanos));
        }
        devices.begin(Way.ALONE);
        Turn alone = Turn.both(turns.get(Way.ALONE).get(0), turns.get(Way.ALONE).get(1));
        for (Way way : Way.values()) {
            Turn one = turns.get(way).get(0);
            Turn other = turns.get(way).get(1);
            boolean itself = way == Way.ALONE;
            for (Row row : ROWS.get(way))
                row.add(itself ? one : Turn.both(one, other), itself ? other : alone, results);
        }
    }

    /** A print and a query take turns, each when the job before has ended. */
    private static Turn turn(PrintLoad load, Connection connection, long nanos)
            throws IOException, InterruptedException {
        Turn turn = new Turn();
        Request query = Request.command(
                load.port(),
                "printer_status_check",
                BadDevices.named(DEVICES.benchPrinters().get(0)));
        long begun = System.nanoTime();
        for (int i = 0; System.nanoTime() - begun < nanos; i++) {
            turn.print.add(load.printOne(connection));
            load.awaitAllFree();
            turn.query.add(Journal.query(connection, query, i));
        }
        return turn;
    }
}
