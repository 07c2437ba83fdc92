package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class StopFileTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void endsTheHostWhenAskedAndForgetsWhatWasAskedOfAnother() throws Exception {
        Path home = folder.getRoot().toPath();
        Files.createDirectory(home.resolve("cache"));
        StopFile.ask(home);
        CountDownLatch ended = new CountDownLatch(1);
        new StopFile(home, ended::countDown).watch();
        assertEquals(1, ended.getCount());
        StopFile.ask(home);
        assertTrue(ended.await(10, TimeUnit.SECONDS));
    }
}
