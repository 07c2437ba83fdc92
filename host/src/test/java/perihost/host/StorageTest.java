package perihost.host;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class StorageTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void clearsATreeButNotWhatALinkPointsTo() throws Exception {
        Path root = folder.getRoot().toPath();
        Path kept =
                Files.writeString(Files.createDirectory(root.resolve("kept")).resolve("file"), "x");
        Path tree =
                Files.createDirectories(root.resolve("tree").resolve("deep")).getParent();
        Files.writeString(tree.resolve("deep").resolve("file"), "x");
        Files.createSymbolicLink(tree.resolve("link"), kept.getParent());
        Storage.clear(tree);
        assertFalse(Files.exists(tree));
        assertTrue(Files.exists(kept));
    }

    @Test
    public void takesWhatIsNotThereAsCleared() throws Exception {
        Storage.clear(folder.getRoot().toPath().resolve("nothing"));
    }
}
