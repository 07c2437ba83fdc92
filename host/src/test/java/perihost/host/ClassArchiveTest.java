package perihost.host;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ClassArchiveTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private ClassArchive archive;
    private Path trying;

    @Before
    public void create() throws Exception {
        Path home = folder.getRoot().toPath();
        Files.createDirectory(home.resolve("cache"));
        archive = new ClassArchive(home, new Installation(home, "1"), Map.of());
        trying = Files.writeString(home.resolve("cache").resolve("classes.jsa.trying"), "");
        Files.writeString(archive.file(), "classes");
    }

    @After
    public void forget() {
        System.clearProperty("perihost.archive");
        System.clearProperty("perihost.archive.trying");
    }

    @Test
    public void keepsAnArchiveWithWhichAStartWentWell() {
        System.setProperty("perihost.archive.trying", trying.toString());
        archive.ready();
        assertFalse(Files.exists(trying));
        assertTrue(Files.exists(archive.file()));
    }

    @Test
    public void trustsAnArchiveAgainWhenTheStartWasOnlyRefused() {
        System.setProperty("perihost.archive.trying", trying.toString());
        ClassArchive.triedInOrder();
        assertFalse(Files.exists(trying));
    }

    @Test
    public void leavesAnotherStartsTrialAlone() {
        System.setProperty("perihost.archive", "distrusted");
        ClassArchive.triedInOrder();
        assertTrue(Files.exists(trying));
        assertTrue(Files.exists(archive.file()));
    }

    @Test
    public void dropsAnArchiveThatTheScriptDidNotDareToUse() throws Exception {
        System.setProperty("perihost.archive", "distrusted");
        archive.ready();
        assertFalse(Files.exists(trying));
        assertFalse(Files.exists(archive.file()));
        assertFalse(archive.isFresh());
    }
}
