package perihost.core.journal;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static perihost.core.journal.Journals.CLOCK;
import static perihost.core.journal.Journals.RETENTION;
import static perihost.core.journal.Journals.SMALL;
import static perihost.core.journal.Journals.append;
import static perihost.core.journal.Journals.entries;
import static perihost.core.journal.Journals.entry;
import static perihost.core.journal.Journals.open;
import static perihost.core.journal.Journals.recovered;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.core.journal.Entry.Kind;

/** Whatever a power cut or a bad block leaves: the journal finds what is whole, tells what is not, and goes on. */
public class DamageTest {
    private static final List<Entry> ENTRIES = entries(8);
    private static final Entry LATER = entry(Kind.NOTE, "later", "k", "v");

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final Logger logger = Logger.getLogger("perihost.core.journal");
    private final Lines lines = new Lines();
    private Path dir;
    private String name;
    private byte[] sound;
    private int[] ends; // where each record ends; the first: the header

    @Before
    public void writeOne() throws Exception {
        logger.setUseParentHandlers(false);
        logger.addHandler(lines);
        dir = folder.getRoot().toPath().resolve("journal");
        ends = new int[ENTRIES.size() + 1];
        ends[0] = Segment.HEADER;
        try (Journal journal = open(dir)) {
            for (int i = 0; i < ENTRIES.size(); i++) {
                append(journal, ENTRIES.get(i));
                ends[i + 1] = ends[i]
                        + RecordCodec.HEADER
                        + EntryCodec.encode(ENTRIES.get(i)).remaining();
            }
        }
        Path segment = Journals.segment(dir);
        name = segment.getFileName().toString();
        sound = Arrays.copyOf(Files.readAllBytes(segment), ends[ENTRIES.size()]);
    }

    @After
    public void removeHandler() {
        logger.removeHandler(lines);
        logger.setUseParentHandlers(true);
    }

    @Test
    public void findsWhatIsWholeWhereverTheFileIsCut() throws Exception {
        for (int cut = 0; cut <= sound.length; cut++) {
            int whole = wholeRecords(cut);
            boolean clean = cut == ends[whole];
            opens("cut at " + cut, Arrays.copyOf(sound, cut), ENTRIES.subList(0, whole), clean ? 0 : 1);
        }
    }

    @Test
    public void findsWhatIsWholeWhereverZerosBegin() throws Exception {
        for (int cut = 1; cut <= sound.length; cut++) {
            byte[] bytes = Arrays.copyOf(Arrays.copyOf(sound, cut), sound.length + 512);
            int same = Arrays.mismatch(sound, bytes); // not always the cut: zeros over zeros change nothing
            int whole = wholeRecords(same);
            boolean clean = same >= ends[0] && lastSet(bytes) <= ends[whole];
            opens("zeros from " + cut, bytes, ENTRIES.subList(0, whole), clean ? 0 : 1);
        }
    }

    @Test
    public void findsWhatIsWholeWhereverGarbageBegins() throws Exception {
        Random random = new Random(7);
        for (int cut = ends[0]; cut < sound.length; cut++) {
            byte[] bytes = Arrays.copyOf(sound, sound.length + 64);
            byte[] garbage = new byte[bytes.length - cut];
            random.nextBytes(garbage);
            garbage[0] = (byte) ~sound[cut];
            garbage[garbage.length - 1] |= 1;
            System.arraycopy(garbage, 0, bytes, cut, garbage.length);
            opens("garbage from " + cut, bytes, ENTRIES.subList(0, wholeRecords(cut)), 1);
        }
    }

    @Test
    public void cutsOffALastRecordWithAnyByteChanged() throws Exception {
        for (int at = ends[ENTRIES.size() - 1]; at < sound.length; at++) {
            for (int change : new int[] {0x01, 0x80, 0xff}) {
                byte[] bytes = sound.clone();
                bytes[at] ^= (byte) change;
                opens("changed at " + at, bytes, ENTRIES.subList(0, ENTRIES.size() - 1), 1);
            }
        }
    }

    @Test
    public void losesNothingSoundBehindADamagedRecordOrHeader() throws Exception {
        for (int at = 0; at < ends[ENTRIES.size() - 1]; at++) {
            byte[] bytes = sound.clone();
            bytes[at] ^= (byte) 0xff;
            List<Entry> left = new ArrayList<>(ENTRIES);
            if (at >= ends[0]) left.remove(wholeRecords(at));
            opens("changed at " + at, bytes, left, 1);
            assertEquals("changed at " + at, Level.SEVERE, lines.levels.get(0));
            assertArrayEquals("put aside", bytes, Files.readAllBytes(dir.resolve("journal.damaged")));
        }
    }

    @Test
    public void findsTheWayAcrossABlockOfNoise() throws Exception {
        byte[] bytes = sound.clone();
        new Random(3).nextBytes(bytes);
        System.arraycopy(sound, 0, bytes, 0, ends[2]);
        System.arraycopy(sound, ends[6], bytes, ends[6], sound.length - ends[6]);
        List<Entry> left = new ArrayList<>(ENTRIES.subList(0, 2));
        left.addAll(ENTRIES.subList(6, 8));
        opens("a block of noise", bytes, left, 1);
    }

    @Test
    public void tellsWhereAndHowMuchWasLost() throws Exception {
        byte[] bytes = Arrays.copyOf(sound, sound.length - 3);
        bytes[ends[2] + 5] ^= 1;
        Files.write(dir.resolve(name), bytes);
        try (Journal journal = open(dir)) {
            Path file = dir.toRealPath().resolve(name);
            assertEquals(
                    List.of(
                            new Damage(file, ends[2], ends[3] - ends[2], false),
                            new Damage(file, ends[7], bytes.length - ends[7], true)),
                    journal.damages());
        }
        assertEquals(List.of(Level.SEVERE, Level.WARNING), lines.levels);
        assertTrue(
                lines.texts.get(1),
                lines.texts
                        .get(1)
                        .contains(name + ": damaged tail cut off at " + ends[7] + ", " + (bytes.length - ends[7])
                                + " bytes"));
    }

    @Test
    public void neverTakesARecordOfAnotherSegmentForItsOwn() throws Exception {
        byte[] bytes = sound.clone();
        String other = "journal-0000000099.log";
        Files.delete(dir.resolve(name));
        Files.write(dir.resolve(other), bytes);
        try (Journal journal = open(dir)) {
            assertEquals(List.of(), journal.recovered());
            assertFalse(journal.damages().isEmpty());
            append(journal, LATER);
        }
        assertEquals(List.of(LATER), recovered(dir));
    }

    /** Opens a journal whose segment holds {@code bytes}, goes on with it, and opens it again. */
    private void opens(String how, byte[] bytes, List<Entry> expected, int damages) throws Exception {
        Files.delete(Journals.segment(dir));
        Files.write(dir.resolve(name), bytes);
        lines.clear();
        try (Journal journal = openQuickly()) {
            assertEquals(how, expected, journal.recovered());
            assertEquals(how, damages, journal.damages().size());
            assertEquals(how, damages, lines.levels.size());
            append(journal, LATER);
        }
        List<Entry> all = new ArrayList<>(expected);
        all.add(LATER);
        try (Journal again = openQuickly()) {
            assertEquals(how, all, again.recovered());
            assertEquals(how, List.of(), again.damages());
        }
    }

    private Journal openQuickly() throws IOException {
        return Journal.open(dir, RETENTION, CLOCK, SMALL, FaultyDisk.withoutForces());
    }

    /** How many records end at or before {@code length}. */
    private int wholeRecords(int length) {
        int whole = 0;
        while (whole < ENTRIES.size() && ends[whole + 1] <= length) whole++;
        return whole;
    }

    private static int lastSet(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) end--;
        return end;
    }

    /** What the journal logs at WARN and above. */
    private static final class Lines extends Handler {
        private final List<Level> levels = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() < Level.WARNING.intValue()) return;
            levels.add(line.getLevel());
            texts.add(line.getMessage());
        }

        void clear() {
            levels.clear();
            texts.clear();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
