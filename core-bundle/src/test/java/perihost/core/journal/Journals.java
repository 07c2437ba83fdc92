package perihost.core.journal;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import perihost.core.journal.Entry.Kind;

/** What the tests of the journal share: a fixed time, small limits, entries, and a look at the files. */
final class Journals {
    static final long NOW_MS = 1_700_000_000_000L;
    static final Clock CLOCK = at(Duration.ZERO);
    static final Retention RETENTION = Retention.byType(Map.of("long", Duration.ofHours(24)), Duration.ofHours(1));
    static final Limits SMALL = new Limits(8 << 10, 64 << 10, 4096, 8 << 20);

    private Journals() {}

    static Clock at(Duration later) {
        return Clock.fixed(Instant.ofEpochMilli(NOW_MS).plus(later), ZoneOffset.UTC);
    }

    static Journal open(Path dir) throws IOException {
        return Journal.open(dir, RETENTION, CLOCK, SMALL);
    }

    static Entry entry(Kind kind, String commandId, String... fields) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) map.put(fields[i], fields[i + 1]);
        return new Entry(kind, commandId, NOW_MS, map);
    }

    /** Entries of different sizes, the last one not empty. */
    static List<Entry> entries(int count) {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> entry(Kind.ACCEPTED, "command-" + i, "type", "payment", "금액", "7".repeat(i * i % 50)))
                .toList();
    }

    static void append(Journal journal, Entry entry) throws ExecutionException, InterruptedException, TimeoutException {
        journal.append(entry).toCompletableFuture().get(30, SECONDS);
    }

    static void append(Journal journal, List<Entry> entries)
            throws ExecutionException, InterruptedException, TimeoutException {
        for (Entry entry : entries) append(journal, entry);
    }

    /** Why {@code entry} is refused; fails if it is not. */
    static JournalException refusal(Journal journal, Entry entry) throws InterruptedException, TimeoutException {
        try {
            append(journal, entry);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JournalException refused) return refused;
            throw new AssertionError("refused otherwise", e);
        }
        throw new AssertionError("accepted: " + entry);
    }

    static List<Entry> recovered(Path dir) throws IOException {
        try (Journal journal = open(dir)) {
            return journal.recovered();
        }
    }

    /** The one segment file of a closed journal. */
    static Path segment(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            List<Path> segments =
                    files.filter(file -> file.toString().endsWith(".log")).toList();
            if (segments.size() != 1) throw new AssertionError("segments: " + segments);
            return segments.get(0);
        }
    }

    /** The segment's bytes without the zeros laid out behind them. */
    static byte[] used(Path segment) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) end--;
        return Arrays.copyOf(bytes, end);
    }
}
