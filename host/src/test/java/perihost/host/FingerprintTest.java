package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FingerprintTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Installation installation;
    private Path driver;

    @Before
    public void install() throws Exception {
        Path root = folder.getRoot().toPath();
        for (String name : new String[] {"bin", "lib", "platform", "bundles", "drivers"}) {
            Files.createDirectory(root.resolve(name));
        }
        installation = new Installation(root, "1");
        Files.writeString(installation.script(), "");
        driver = Files.writeString(root.resolve("drivers").resolve("a.jar"), "12");
    }

    @Test
    public void staysAsLongAsNothingChanges() throws Exception {
        assertEquals(Fingerprint.of(installation, "17"), Fingerprint.of(installation, "17"));
    }

    @Test
    public void changesWithTheMachineAndWithAnyJar() throws Exception {
        String before = Fingerprint.of(installation, "17");
        assertNotEquals(before, Fingerprint.of(installation, "25"));
        Files.setLastModifiedTime(driver, FileTime.fromMillis(1000));
        String touched = Fingerprint.of(installation, "17");
        assertNotEquals(before, touched);
        Files.writeString(driver.resolveSibling("b.jar"), "");
        assertNotEquals(touched, Fingerprint.of(installation, "17"));
    }

    @Test
    public void changesWithContentThatHasTheSizeAndTimeOfTheOld() throws Exception {
        FileTime time = Files.getLastModifiedTime(driver);
        String before = Fingerprint.of(installation, "17");
        Files.writeString(driver, "21");
        Files.setLastModifiedTime(driver, time);
        assertNotEquals(before, Fingerprint.of(installation, "17"));
    }

    @Test
    public void beginsWithWhatTheBuildSays() throws Exception {
        assertTrue(Fingerprint.of(installation, "17").startsWith("unknown\n17\n"));
        Files.writeString(installation.fingerprint(), "c0ffee\n");
        assertTrue(Fingerprint.of(installation, "17").startsWith("c0ffee\n17\n"));
    }
}
