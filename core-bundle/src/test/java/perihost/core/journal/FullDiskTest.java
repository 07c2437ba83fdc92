package perihost.core.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.core.journal.Entry.Kind;

/** The kernel itself refuses to write: a limit on the size of files, and, where one may be mounted, a full disk. */
public class FullDiskTest {
    private static final Limits LIMITS = new Limits(64 << 10, 16 << 20, 64, 2 << 20);
    private static final List<String> AT_MOST_200_KIB = List.of("sh", "-c", "ulimit -f 400 && exec \"$@\"", "sh");
    private static final int FILLER = 256 << 10;

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void goesOnAfterTheLargestFileAllowed() throws Exception {
        Path dir = folder.newFolder("limited").toPath();
        fillsUpAndGoesOn(AT_MOST_200_KIB, dir);
    }

    @Test
    public void goesOnWhenAFullDiskHasRoomAgain() throws Exception {
        Path dir = folder.newFolder("mounted").toPath();
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=512k,mode=0700", "tmpfs", dir.toString());
        try {
            // who may not mount meets the limit here as well: a refused write is one, whatever the reason
            fillsUpAndGoesOn(mounted ? List.of() : AT_MOST_200_KIB, dir);
        } finally {
            if (mounted) assertTrue("unmounted", run("umount", dir.toString()));
        }
    }

    private void fillsUpAndGoesOn(List<String> prefix, Path dir) throws Exception {
        Path filler = Files.write(dir.resolve("filler"), new byte[FILLER]);
        Path journal = dir.resolve("journal");
        Path errors = folder.newFile().toPath();
        int taken;
        try (Child child = Child.run(prefix, Filling.class, errors, journal.toString())) {
            taken = Integer.parseInt(child.line());
            assertTrue("taken: " + taken, taken > 20 && taken < 100);
            Files.delete(filler);
            child.say("there is room");
            assertEquals("going on", child.line());
        }
        assertTrue(Files.readString(errors), Files.readString(errors).contains("could not be forced to disk"));
        List<Entry> left = Journals.recovered(journal);
        assertEquals(taken + 1, left.size());
        assertEquals("last", left.get(taken).commandId());
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such command: it cannot be done here
        }
    }

    /** Fills the journal until it is refused, waits for a line, then goes on two hours later. */
    static final class Filling {
        private static final Retention RETENTION =
                Retention.byType(Map.of("kept", Duration.ofHours(24)), Duration.ofHours(1));

        private Filling() {}

        public static void main(String[] arguments) throws Exception {
            MovingClock clock = new MovingClock();
            try (Journal journal = Journal.open(Path.of(arguments[0]), RETENTION, clock, LIMITS)) {
                int kept = 0;
                for (int i = 0; accepted(journal, entry(i)); i++) kept += keeps(i) ? 1 : 0;
                System.out.println(kept);
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
                clock.later(Duration.ofHours(2));
                while (!accepted(journal, Journals.entry(Kind.NOTE, "last", "type", "kept"))) Thread.onSpinWait();
                System.out.println("going on");
            }
        }

        private static boolean keeps(int i) {
            return i % 4 == 0;
        }

        private static Entry entry(int i) {
            String type = keeps(i) ? "kept" : "passing";
            return Journals.entry(Kind.NOTE, "entry-" + i, "type", type, "x", "x".repeat(1000));
        }

        private static boolean accepted(Journal journal, Entry entry) throws Exception {
            try {
                Journals.append(journal, entry);
                return true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof JournalException) return false;
                throw e;
            }
        }
    }
}
