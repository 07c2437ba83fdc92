package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HomeTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void makesItsFoldersForTheOwnerAlone() throws Exception {
        Path root = folder.getRoot().toPath().resolve("new").resolve("home");
        Home home = Home.open(root);
        for (String name : new String[] {"conf", "drivers", "journal", "receipts", "captures", "log", "cache"}) {
            assertEquals(name, "rwx------", permissions(root.resolve(name)));
        }
        assertEquals("rwx------", permissions(root));
        assertTrue(home.exposure().isEmpty());
    }

    @Test
    public void keepsPermissionsThatAreThereAndWarns() throws Exception {
        Path root = folder.newFolder("shared").toPath();
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-x---"));
        Home home = Home.open(root);
        assertEquals("rwxr-x---", permissions(root));
        assertTrue(home.exposure().orElse("").contains("rwxr-x---"));
    }

    @Test
    public void refusesAHomeThatIsAFile() throws IOException {
        Path file = folder.newFile("home").toPath();
        Refusal refusal = assertThrows(Refusal.class, () -> Home.open(file));
        assertEquals(2, refusal.code());
        assertEquals("home folder " + file + ": not a folder", refusal.getMessage());
    }

    @Test
    public void refusesAFileInPlaceOfAFolderAndNamesIt() throws IOException {
        Path root = folder.newFolder("home").toPath();
        Path journal = Files.writeString(root.resolve("journal"), "");
        Refusal refusal = assertThrows(Refusal.class, () -> Home.open(root));
        assertEquals("home folder " + journal + ": not a folder", refusal.getMessage());
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
