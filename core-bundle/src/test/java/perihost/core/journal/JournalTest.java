package perihost.core.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static perihost.core.journal.Journals.CLOCK;
import static perihost.core.journal.Journals.RETENTION;
import static perihost.core.journal.Journals.append;
import static perihost.core.journal.Journals.entries;
import static perihost.core.journal.Journals.entry;
import static perihost.core.journal.Journals.open;
import static perihost.core.journal.Journals.recovered;
import static perihost.core.journal.Journals.refusal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.core.journal.Entry.Kind;

public class JournalTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void findsEverythingAgainInOrder() throws Exception {
        List<Entry> all = new ArrayList<>(entries(40));
        all.add(entry(Kind.NOTE, "command-3", "z", "1", "a", "2", "empty", "", "글", "결제 완료 😀"));
        all.add(entry(Kind.ANSWERED, "command-3"));
        all.add(entry(Kind.ENDED, "command-3"));
        all.add(entry(Kind.VOID, "command-4"));
        for (int half = 0; half < 2; half++) {
            try (Journal journal = open(dir())) {
                assertEquals(half * 22, journal.recovered().size());
                append(journal, all.subList(half * 22, half * 22 + 22));
            }
        }
        List<Entry> found = recovered(dir());
        assertEquals(all, found);
        assertEquals(
                List.of("z", "a", "empty", "글"),
                List.copyOf(found.get(40).fields().keySet()));
    }

    @Test
    public void closingForcesWhatWasAppendedAndTurnsTheRestAway() throws Exception {
        Journal journal = open(dir());
        var stages = entries(500).stream()
                .map(next -> journal.append(next).toCompletableFuture())
                .toList();
        journal.close();
        CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).get();
        assertFalse(journal.healthy());
        assertTrue(refusal(journal, entry(Kind.NOTE, "late")).getMessage().contains("closed"));
        journal.close();
        assertEquals(entries(500), recovered(dir()));
    }

    @Test
    public void canBeClosedFromWhatDependsOnAnEntry() throws Exception {
        Journal journal = open(dir());
        journal.append(entry(Kind.NOTE, "last"))
                .thenRun(journal::close)
                .toCompletableFuture()
                .get();
        journal.close();
        assertEquals(1, recovered(dir()).size());
    }

    @Test
    public void refusesWhatIsTooLargeOrNoTextAndIsNoneTheWorse() throws Exception {
        String largest = "x".repeat(EntryCodec.MAX_BYTES - 20);
        Limits roomy = new Limits(8 << 20, 8 << 20, 16, 8 << 20);
        try (Journal journal = Journal.open(dir(), RETENTION, CLOCK, roomy)) {
            append(journal, entry(Kind.NOTE, "a", "v", largest));
            String why = refusal(journal, entry(Kind.NOTE, "b", "v", largest + "y".repeat(10)))
                    .getMessage();
            assertTrue(why, why.contains("at most"));
            refusal(journal, entry(Kind.NOTE, "b", "v", "x".repeat(3 << 20)));
            refusal(journal, entry(Kind.NOTE, "b", "v", "글".repeat(EntryCodec.MAX_BYTES / 2)));
            refusal(journal, entry(Kind.NOTE, "half a pair \ud83d"));
            assertTrue(journal.healthy());
            append(journal, entry(Kind.NOTE, "c"));
        }
        assertEquals(List.of(entry(Kind.NOTE, "a", "v", largest), entry(Kind.NOTE, "c")), recovered(dir()));
    }

    @Test
    public void opensOncePerFolder() throws Exception {
        try (Journal first = open(dir())) {
            IOException refused = assertThrows(IOException.class, () -> open(dir()));
            assertTrue(refused.getMessage(), refused.getMessage().contains("another journal is open"));
            append(first, entry(Kind.NOTE, "still here"));
        }
        assertEquals(1, recovered(dir()).size());
    }

    @Test
    public void isForItsOwnerOnly() throws Exception {
        Files.createDirectories(dir());
        Files.setPosixFilePermissions(dir(), PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Journal journal = open(dir());
                Stream<Path> files = Files.list(dir())) {
            assertTrue(journal.healthy());
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dir())));
            List<Path> all = files.toList();
            assertEquals(all.toString(), 2, all.size());
            for (Path file : all) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
    }

    @Test
    public void refusesTheFileOfANewerHost() throws Exception {
        try (Journal journal = open(dir())) {
            append(journal, entries(3));
        }
        Path segment = Journals.segment(dir());
        byte[] bytes = Files.readAllBytes(segment);
        bytes[7] = 2; // the version, then the header's check sum
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, 16);
        ByteBuffer.wrap(bytes).putInt(16, (int) crc.getValue());
        Files.write(segment, bytes);
        assertThrows(IOException.class, () -> open(dir()));
        assertTrue("untouched", Arrays.equals(bytes, Files.readAllBytes(segment)));
        assertThrows("the folder was freed again", IOException.class, () -> open(dir()));
    }

    @Test
    public void keepsTheOrderOfEachThreadAndForcesInGroups() throws Exception {
        int threads = 8;
        int each = 400;
        Limits limits = new Limits(1 << 20, 8 << 20, 4096, 8 << 20);
        try (Journal journal = Journal.open(dir(), RETENTION, CLOCK, limits)) {
            List<Thread> running = Stream.iterate(0, t -> t + 1)
                    .limit(threads)
                    .map(t -> new Thread(() -> appendEach(journal, t, each)))
                    .toList();
            running.forEach(Thread::start);
            for (Thread thread : running) thread.join();
            assertTrue(journal.healthy());
            assertTrue("forces: " + journal.forces(), journal.forces() < threads * each);
        }
        try (Journal journal = Journal.open(dir(), RETENTION, CLOCK, limits)) {
            assertEquals(threads * each, journal.recovered().size());
            for (int t = 0; t < threads; t++) {
                String name = "thread-" + t;
                assertEquals(
                        Stream.iterate(0, i -> i + 1)
                                .limit(each)
                                .map(String::valueOf)
                                .toList(),
                        journal.recovered().stream()
                                .filter(e -> e.commandId().equals(name))
                                .map(e -> e.fields().get("n"))
                                .toList());
            }
        }
    }

    private static void appendEach(Journal journal, int thread, int count) {
        for (int i = 0; i < count; i++) {
            var stage = journal.append(entry(Kind.NOTE, "thread-" + thread, "n", String.valueOf(i)));
            if (i % 4 == 3) stage.toCompletableFuture().join();
        }
    }

    @Test
    public void turnsEntriesAwayWhenTooManyWait() throws Exception {
        Limits narrow = new Limits(8 << 10, 64 << 10, 3, 2 << 20);
        FaultyDisk disk = new FaultyDisk();
        try (Journal journal = Journal.open(dir(), RETENTION, CLOCK, narrow, disk)) {
            disk.holdForces();
            var held = journal.append(entry(Kind.NOTE, "being forced"));
            disk.awaitHeldForce();
            var waiting = Stream.of("1", "2", "3")
                    .map(id -> journal.append(entry(Kind.NOTE, id)))
                    .toList();
            assertTrue(refusal(journal, entry(Kind.NOTE, "4")).getMessage().contains("too many"));
            disk.letForcesGo();
            held.toCompletableFuture().get();
            for (var stage : waiting) stage.toCompletableFuture().get();
            append(journal, entry(Kind.NOTE, "5"));
        }
        assertEquals(
                List.of("being forced", "1", "2", "3", "5"),
                recovered(dir()).stream().map(Entry::commandId).toList());
    }

    private Path dir() {
        return folder.getRoot().toPath().resolve("journal");
    }
}
