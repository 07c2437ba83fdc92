package perihost.host;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TrainingHomeTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void leavesNoRealDeviceConfigured() throws Exception {
        Path root = folder.getRoot().toPath();
        Path conf = Files.createDirectories(root.resolve("conf"));
        List<String> lines = List.of("name = A", "line = tcp:10.0.0.1:9100", "  source=/dev/video0", "lines = 3");
        Files.write(conf.resolve("a-1.cfg"), lines);
        TrainingHome.make(root.resolve("home"), new Installation(root, "1"));
        assertEquals(List.of("name = A", "lines = 3"), Files.readAllLines(root.resolve("home/conf/a-1.cfg")));
    }
}
