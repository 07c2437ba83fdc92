package perihost.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import perihost.bench.load.PrintLoad;
import perihost.bench.load.WrongAnswer;
import perihost.bench.server.Running;
import perihost.bench.server.Subject.Setup;

/**
 * P9: what clients that do not read cost, on the heap and in the kernel; an event lost to a reader ends the run, and so
 * does a silent client that the host has cut off before it was measured. On the heap counts what full
 * collections find more than after the silent clients left, or than before they came and as many jobs without them
 * leave behind, whichever is more.
 */
final class Stalled implements Trial {
    private static final Setup PRINTERS =
            new Setup(32, true, List.of(), Map.of("perihost.http.cfg", "writeSeconds = 300\n"));
    private static final int READING = 10;
    private static final int SILENT = 100;
    private static final int WINDOW = 300;
    private static final int JOBS = 30_000 / PrintLoad.EVENTS_PER_JOB;
    private static final String WHO = "for each of 100 clients of 110 that do not read, 30,000 events";
    private static final Figure MEMORY = Figure.atMost(1, "P9", "memory " + WHO, "MB");
    private static final Figure HEAP = Figure.part("P9", "live heap " + WHO, "kB");
    private static final Figure KERNEL = Figure.part("P9", "unsent in the kernel " + WHO, "kB");

    @Override
    public List<Figure> figures() {
        return List.of(MEMORY, HEAP, KERNEL);
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException {
        if (!pair.host().isHost()) return; // the peer keeps all that is not read: it would die of it
        for (int i = 0; i < pace.pairs(); i++) {
            try (Running server = pair.host().start(PRINTERS)) {
                server.awaitReady();
                measure(server, results);
                server.expectAlive();
            }
        }
    }

    private static void measure(Running server, Results results) throws IOException, InterruptedException {
        Heap heap = new Heap(server.proc());
        long begun = after(load(server, READING, 0), heap); // compiles, too
        long before = after(load(server, READING, 0), heap);
        try (PrintLoad load = load(server, READING, SILENT)) {
            load.run(8, JOBS);
            List<Integer> ports = load.subscribers().silentPorts();
            double kernel = unsentBytes(server.port(), ports) / 1e3 / SILENT;
            long with = heap.liveBytes();
            unsentBytes(server.port(), ports); // they are still there
            load.subscribers().closeSilent();
            Thread.sleep(1000); // for the host to let go of them
            long after = heap.liveBytes();
            System.err.printf(
                    "  P9: live heap %,d; %,d before them, %,d with, %,d after%n", begun, before, with, after);
            long without = Math.min(after, before + before - begun); // of each run of jobs something is kept
            double own = (with - without) / 1e3 / SILENT;
            results.add(HEAP, Side.HOST, own);
            results.add(KERNEL, Side.HOST, kernel);
            results.add(MEMORY, Side.HOST, (own + kernel) / 1e3);
        }
    }

    private static long after(PrintLoad load, Heap heap) throws IOException, InterruptedException {
        try (load) {
            load.run(8, JOBS);
        }
        return heap.liveBytes();
    }

    private static PrintLoad load(Running server, int reading, int silent) throws IOException {
        return new PrintLoad(server.port(), PRINTERS.benchPrinters(), reading, silent, WINDOW);
    }

    /** What the server's kernel holds for these clients: the sum of their tx_queue; each must have some. */
    private static long unsentBytes(int serverPort, List<Integer> clientPorts) throws IOException {
        List<Long> unsent = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) { // both address families
            if (!Files.exists(Path.of(table))) continue;
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                lines.skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(row -> port(row[1]) == serverPort && clientPorts.contains(port(row[2])))
                        .forEach(row -> unsent.add(Long.parseLong(row[4].substring(0, 8), 16)));
            }
        }
        long stalled = unsent.stream().filter(bytes -> bytes > 0).count();
        if (stalled < clientPorts.size()) throw new WrongAnswer("only " + stalled + " silent clients are stalled");
        return unsent.stream().mapToLong(Long::longValue).sum();
    }

    private static int port(String hexAddress) {
        return Integer.parseInt(hexAddress.substring(hexAddress.indexOf(':') + 1), 16);
    }
}
