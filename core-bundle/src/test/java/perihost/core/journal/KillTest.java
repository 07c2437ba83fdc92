package perihost.core.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.core.journal.Entry.Kind;

/** A process that is killed again and again, and the next one on the same folder. */
public class KillTest {
    private static final int ROUNDS = 50;
    private static final int PER_ROUND = 1_000_000;
    private static final Limits LIMITS = new Limits(16 << 10, 16 << 20, 64, 2 << 20);
    /** Most of what is written need not be kept, so that kills meet compactions too. */
    private static final Retention RETENTION = Retention.byType(Map.of("passing", Duration.ZERO), Duration.ofHours(24));

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void findsEachAcknowledgedEntryOnceAndInOrderAfterEachKill() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path dir = folder.getRoot().toPath().resolve("journal");
        Path errors = folder.newFile("errors.txt").toPath();
        List<Long> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String where = "seed " + seed + ", round " + round;
            acknowledged.addAll(killed(dir, errors, round, random));
            List<Long> found = found(dir);
            assertEquals(
                    where + ": once and in order",
                    found.stream().distinct().sorted().toList(),
                    found);
            assertTrue(where + ": nothing lost", new HashSet<>(found).containsAll(acknowledged));
        }
        assertTrue("acknowledged: " + acknowledged.size(), acknowledged.size() > ROUNDS);
        assertTrue(Files.readString(errors), Files.readString(errors).lines().noneMatch(l -> l.startsWith("SEVERE")));
    }

    /** Lets a process run until it has printed some lines; what it said was durable. */
    private static List<Long> killed(Path dir, Path errors, int round, Random random) throws IOException {
        List<Long> acknowledged = new ArrayList<>();
        try (Child child = Child.run(List.of(), Appending.class, errors, dir.toString(), String.valueOf(round))) {
            int lines = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(60); // 1: killed while it opens
            for (int i = 0; i < lines; i++) addNumber(child.line(), acknowledged);
            child.kill();
            for (String line = child.line(); !line.isEmpty(); line = child.line()) addNumber(line, acknowledged);
        }
        return acknowledged;
    }

    private static void addNumber(String line, List<Long> to) {
        if (line.endsWith(";")) to.add(Long.valueOf(line.substring(0, line.length() - 1)));
    }

    private static List<Long> found(Path dir) throws IOException {
        try (Journal journal = Journal.open(dir, RETENTION, Clock.systemUTC(), LIMITS)) {
            assertTrue(journal.damages().toString(), journal.damages().stream().allMatch(Damage::tail));
            return journal.recovered().stream()
                    .map(entry -> Long.valueOf(entry.commandId()))
                    .toList();
        }
    }

    /** The program that is killed: says {@code opening}, then the number of each entry once it is durable. */
    static final class Appending {
        private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);

        private Appending() {}

        public static void main(String[] arguments) throws IOException {
            print("opening");
            Journal journal = Journal.open(Path.of(arguments[0]), RETENTION, Clock.systemUTC(), LIMITS);
            Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
            long next = Long.parseLong(arguments[1]) * PER_ROUND;
            while (true) {
                for (int i = 0; i < 6; i++) waiting.add(append(journal, "passing", next));
                long number = next++;
                waiting.add(append(journal, "kept", number).thenRun(() -> print(number + ";")));
                while (waiting.size() > 20) waiting.remove().join();
            }
        }

        private static CompletableFuture<Void> append(Journal journal, String type, long number) {
            Map<String, String> fields = Map.of("type", type, "x", "x".repeat((int) (number * 37 % 400)));
            return journal.append(new Entry(Kind.NOTE, String.valueOf(number), System.currentTimeMillis(), fields))
                    .toCompletableFuture();
        }

        /** In one write, so that a kill does not leave half a number behind. */
        private static void print(String line) {
            try {
                OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
