package perihost.core.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static perihost.core.journal.Journals.NOW_MS;
import static perihost.core.journal.Journals.RETENTION;
import static perihost.core.journal.Journals.SMALL;
import static perihost.core.journal.Journals.append;
import static perihost.core.journal.Journals.entry;
import static perihost.core.journal.Journals.open;
import static perihost.core.journal.Journals.refusal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.core.journal.Entry.Kind;

public class RetentionTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void keepsAnEndedCommandWholeAsLongAsItsLongestEntry() throws Exception {
        List<Entry> payment = command("payment", "long");
        List<Entry> print = command("print", "short");
        List<Entry> lone = List.of(entry(Kind.NOTE, "lone"));
        write(payment, print, lone);
        assertEquals(all(payment, print, lone), openedAfter(HOUR.minusMillis(1)));
        assertEquals(payment, openedAfter(HOUR));
        assertEquals(payment, openedAfter(DAY.minusMillis(1)));
        assertEquals(List.of(), openedAfter(DAY));
        assertEquals("gone for good", List.of(), openedAfter(Duration.ZERO));
    }

    @Test
    public void keepsAnOpenCommandWhateverItsAge() throws Exception {
        Entry taken = entry(Kind.ACCEPTED, "open", "type", "short");
        Entry told = entry(Kind.NOTE, "open");
        write(command("ended", "short"), List.of(taken, told), command("voided", "short"));
        assertEquals(List.of(taken, told), openedAfter(Duration.ofDays(400)));
        try (Journal journal = open(dir())) {
            append(journal, entry(Kind.ENDED, "open"));
        }
        assertEquals(List.of(), openedAfter(Duration.ofDays(400)));
    }

    @Test
    public void keepsTheTriesOfOneIdApart() throws Exception {
        Entry first = entry(Kind.ACCEPTED, "id", "type", "short");
        Entry failed = entry(Kind.VOID, "id");
        Entry second = new Entry(Kind.ACCEPTED, "id", NOW_MS + HOUR.toMillis(), Map.of());
        write(List.of(first, failed, second));
        assertEquals(List.of(first, failed, second), openedAfter(Duration.ofMinutes(59)));
        assertEquals(List.of(second), openedAfter(DAY));
    }

    @Test
    public void doesNotTrustATimeThatIsStillToCome() throws Exception {
        write(List.of(new Entry(Kind.NOTE, "id", NOW_MS + Duration.ofDays(9000).toMillis(), Map.of())));
        MovingClock clock = new MovingClock();
        try (Journal journal = Journal.open(dir(), RETENTION, clock, SMALL)) {
            assertEquals(1, journal.recovered().size());
            for (int hour = 0; hour < 4; hour++) {
                clock.later(HOUR);
                for (int i = 0; i < 10; i++) append(journal, note(clock)); // more than a segment
            }
        }
        assertTrue(openedAfter(HOUR.multipliedBy(4)).stream()
                .allMatch(left -> left.commandId().equals("note")));
    }

    @Test
    public void compactsToWhatIsStillToBeKept() throws Exception {
        MovingClock clock = new MovingClock();
        List<Entry> payment = command("payment", "long");
        try (Journal journal = Journal.open(dir(), RETENTION, clock, SMALL)) {
            append(journal, payment);
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 10; i++) append(journal, note(clock));
                clock.later(HOUR.dividedBy(2));
            }
        }
        assertTrue("size", Files.size(Journals.segment(dir())) <= 48 << 10);
        List<Entry> left = openedAfter(HOUR.multipliedBy(10));
        assertEquals(payment, left.subList(0, payment.size()));
        assertEquals("besides, what is younger than an hour", 10, left.size() - payment.size());
    }

    @Test
    public void fullRefusesNewCommandsButLetsAcceptedOnesEnd() throws Exception {
        MovingClock clock = new MovingClock();
        try (Journal journal = Journal.open(dir(), RETENTION, clock, SMALL)) {
            append(journal, entry(Kind.ACCEPTED, "early", "type", "short"));
            int taken = 0;
            while (accepts(journal, big("command-" + taken))) taken++;
            assertTrue("taken: " + taken, taken > 40 && taken < 64); // 1 kB each, 64 KiB
            assertTrue(refusal(journal, big("one more")).getMessage().contains("full"));
            assertTrue(journal.healthy());
            for (int i = 0; i < taken; i++) append(journal, entry(Kind.ENDED, "command-" + i));
            refusal(journal, big("still full"));
            clock.later(HOUR);
            append(journal, big("room again"));
        }
        List<Entry> left = openedAfter(HOUR);
        assertEquals(
                List.of("early", "room again"),
                left.stream().map(Entry::commandId).toList());
    }

    private static boolean accepts(Journal journal, Entry entry) throws Exception {
        try {
            append(journal, entry);
            return true;
        } catch (ExecutionException e) {
            assertTrue(e.toString(), e.getCause() instanceof JournalException);
            return false;
        }
    }

    private static Entry big(String id) {
        return entry(Kind.ACCEPTED, id, "type", "short", "data", "x".repeat(1000));
    }

    private static List<Entry> command(String id, String type) {
        return List.of(entry(Kind.ACCEPTED, id, "type", type), entry(Kind.ANSWERED, id), entry(Kind.ENDED, id));
    }

    private static Entry note(MovingClock clock) {
        return new Entry(Kind.NOTE, "note", clock.millis(), Map.of("x", "x".repeat(1000)));
    }

    /** What a journal opened later recovers; it drops the rest. */
    private List<Entry> openedAfter(Duration later) throws Exception {
        try (Journal journal = Journal.open(dir(), RETENTION, Journals.at(later), SMALL)) {
            return journal.recovered();
        }
    }

    private Path dir() {
        return folder.getRoot().toPath().resolve("journal");
    }

    @SafeVarargs
    private void write(List<Entry>... parts) throws Exception {
        try (Journal journal = open(dir())) {
            append(journal, all(parts));
        }
    }

    @SafeVarargs
    private static List<Entry> all(List<Entry>... parts) {
        List<Entry> all = new ArrayList<>();
        for (List<Entry> part : parts) all.addAll(part);
        return all;
    }
}
