package perihost.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import perihost.bench.load.PrintLoad;
import perihost.bench.load.WrongAnswer;
import perihost.bench.server.Proc;
import perihost.bench.server.Running;
import perihost.bench.server.Subject.Setup;

/** P9: what clients that do not read cost, on the heap and in the kernel; an event lost to a reader ends the run. */
final class Stalled implements Trial {
    private static final Setup PRINTERS = new Setup(32, true);
    private static final int READING = 10;
    private static final int SILENT = 5;
    private static final int WINDOW = 300;
    private static final int JOBS = 30_000 / PrintLoad.EVENTS_PER_JOB;
    private static final Figure MEMORY =
            Figure.atMost(1, "P9", "memory for each of 5 clients of 15 that do not read, 30,000 events", "MB");

    @Override
    public List<Figure> figures() {
        return List.of(MEMORY);
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException {
        try (Running server = pair.host().start(PRINTERS)) {
            server.awaitReady();
            Proc proc = server.proc();
            try (PrintLoad load = load(server, READING + SILENT, 0)) {
                load.run(8, JOBS);
            }
            long begun = liveBytes(proc);
            try (PrintLoad load = load(server, READING, 0)) {
                load.run(8, JOBS);
            }
            long before = liveBytes(proc);
            long kept = before - begun; // what is kept of as many jobs anyway, for their duplicates
            try (PrintLoad load = load(server, READING, SILENT)) {
                load.run(8, JOBS);
                double heap = (liveBytes(proc) - before - kept) / 1e6 / SILENT;
                double kernel = unsentBytes(server.port(), load.subscribers().silentPorts()) / 1e6 / SILENT;
                System.err.printf("  P9: %.2f MB on the heap, %.2f MB in the kernel for each%n", heap, kernel);
                results.add(MEMORY, Side.HOST, heap + kernel);
            }
            server.expectAlive();
        }
    }

    private static PrintLoad load(Running server, int reading, int silent) throws IOException {
        return new PrintLoad(server.port(), PRINTERS.benchPrinters(), reading, silent, WINDOW);
    }

    /** Bytes of all live objects, after a full collection. */
    private static long liveBytes(Proc proc) throws IOException, InterruptedException {
        Path jcmd = proc.executable().resolveSibling("jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(proc.pid()), "GC.class_histogram").start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text.lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .map(line -> Long.parseLong(line.split("\\s+")[2]))
                .orElseThrow(() -> new WrongAnswer("no histogram from jcmd: " + text));
    }

    /** What the server's kernel holds for these clients: the sum of their tx_queue, both address families. */
    private static long unsentBytes(int serverPort, List<Integer> clientPorts) throws IOException {
        long sum = 0;
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (!Files.exists(Path.of(table))) continue;
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                sum += lines.skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(row -> port(row[1]) == serverPort && clientPorts.contains(port(row[2])))
                        .mapToLong(row -> Long.parseLong(row[4].substring(0, 8), 16))
                        .sum();
            }
        }
        return sum;
    }

    private static int port(String hexAddress) {
        return Integer.parseInt(hexAddress.substring(hexAddress.indexOf(':') + 1), 16);
    }
}
