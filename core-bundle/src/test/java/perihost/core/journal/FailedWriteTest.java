package perihost.core.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static perihost.core.journal.Journals.CLOCK;
import static perihost.core.journal.Journals.RETENTION;
import static perihost.core.journal.Journals.SMALL;
import static perihost.core.journal.Journals.append;
import static perihost.core.journal.Journals.entries;
import static perihost.core.journal.Journals.entry;
import static perihost.core.journal.Journals.recovered;
import static perihost.core.journal.Journals.refusal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.core.journal.Entry.Kind;
import perihost.core.journal.FaultyDisk.Operation;

/** C5: what a disk that fails does to the journal, at every operation. */
public class FailedWriteTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final FaultyDisk disk = new FaultyDisk();

    @Test
    public void acceptsNothingBetweenAFailedForceAndAReopening() throws Exception {
        failsAndHeals(Operation.FORCE);
    }

    @Test
    public void acceptsNothingBetweenAFailedWriteAndAReopening() throws Exception {
        failsAndHeals(Operation.WRITE);
    }

    private void failsAndHeals(Operation operation) throws Exception {
        List<Entry> before = entries(5);
        try (Journal journal = open()) {
            append(journal, before);
            CountDownLatch tries = new CountDownLatch(3); // of the entry, and to reopen
            disk.fail(tried -> {
                if (tried == operation) tries.countDown();
                return tried == operation;
            });
            refusal(journal, entry(Kind.ACCEPTED, "lost"));
            assertFalse(journal.healthy());
            assertTrue(
                    refusal(journal, entry(Kind.ACCEPTED, "early")).getMessage().contains("being reopened"));
            assertTrue("tried again", tries.await(30, TimeUnit.SECONDS));
            assertFalse(journal.healthy());
            disk.heal();
            appendOnceHealthy(journal, entry(Kind.ACCEPTED, "after"));
            append(journal, entry(Kind.ENDED, "after"));
        }
        List<Entry> all = new ArrayList<>(before);
        all.add(entry(Kind.ACCEPTED, "after"));
        all.add(entry(Kind.ENDED, "after"));
        assertEquals("without what was refused", all, recovered(dir()));
        assertEquals("no handle was used after its force had failed", List.of(), disk.misuses());
    }

    @Test
    public void failsTheWholeGroupAndWhatWaitsBehindIt() throws Exception {
        try (Journal journal = open()) {
            append(journal, entry(Kind.NOTE, "before"));
            disk.holdForces();
            disk.fail(tried -> tried == Operation.FORCE);
            List<CompletableFuture<Void>> stages = new ArrayList<>();
            stages.add(journal.append(entry(Kind.NOTE, "in the group")).toCompletableFuture());
            disk.awaitHeldForce();
            for (Entry next : entries(20)) stages.add(journal.append(next).toCompletableFuture());
            disk.letForcesGo();
            for (var stage : stages) {
                Throwable why = stage.handle((done, failure) -> failure).get(30, TimeUnit.SECONDS);
                assertTrue(String.valueOf(why), why instanceof JournalException);
            }
            disk.heal();
        }
        assertEquals(List.of(entry(Kind.NOTE, "before")), recovered(dir()));
    }

    @Test
    public void opensOnADiskThatCannotBeWrittenAndHealsLater() throws Exception {
        try (Journal journal = open()) {
            append(journal, entries(5));
        }
        disk.fail(tried -> tried == Operation.WRITE);
        try (Journal journal = open()) {
            assertEquals(entries(5), journal.recovered());
            assertFalse(journal.healthy());
            refusal(journal, entry(Kind.NOTE, "not yet"));
            disk.heal();
            appendOnceHealthy(journal, entry(Kind.NOTE, "now"));
        }
        assertEquals(6, recovered(dir()).size());
    }

    /** The disk stops at the nth operation and does nothing more: a crash at that moment, as far as files can tell. */
    @Test
    public void keepsTheOldOrTheNewWholeWhereverACompactionEnds() throws Exception {
        boolean ended = false;
        for (int n = 0; !ended; n++) {
            Path dir = folder.newFolder("crash-" + n).toPath();
            AtomicInteger left = new AtomicInteger(n);
            List<Entry> acknowledged = new ArrayList<>();
            MovingClock clock = new MovingClock();
            try (Journal journal = Journal.open(dir, RETENTION, clock, SMALL, disk)) {
                Entry kept = entry(Kind.ACCEPTED, "payment", "type", "long");
                append(journal, kept);
                acknowledged.add(kept);
                for (int i = 0; i < 10; i++) append(journal, entry(Kind.NOTE, "old", "x", "x".repeat(700)));
                clock.later(Duration.ofHours(2));
                disk.fail(tried -> left.getAndDecrement() <= 0);
                ended = appendUntilCrash(journal, clock, acknowledged);
            }
            disk.heal();
            try (Journal journal = Journal.open(dir, RETENTION, clock, SMALL)) {
                List<Entry> found = journal.recovered();
                String where = "crash at operation " + n;
                assertEquals(where, acknowledged, found.subList(0, acknowledged.size()));
                assertTrue(where + ", besides the one in doubt", found.size() <= acknowledged.size() + 1);
                assertEquals(where, List.of(), journal.damages());
            }
        }
    }

    /** Whether there was no crash. */
    private static boolean appendUntilCrash(Journal journal, MovingClock clock, List<Entry> acknowledged)
            throws Exception {
        try {
            for (int i = 0; i < 16; i++) {
                Entry next = new Entry(Kind.NOTE, "new", clock.millis(), Map.of("n", i + "x".repeat(700)));
                append(journal, next);
                acknowledged.add(next);
            }
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    /** Appends as soon as the journal takes it. */
    private static void appendOnceHealthy(Journal journal, Entry entry) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!journal.healthy() && System.nanoTime() < until) Thread.onSpinWait();
        append(journal, entry);
    }

    private Journal open() throws Exception {
        return Journal.open(dir(), RETENTION, CLOCK, SMALL, disk);
    }

    private Path dir() {
        return folder.getRoot().toPath().resolve("journal");
    }
}
