package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.host.bundles.Steady;

/** How a host process ends, and what its log then holds. */
public class EndingsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path dist;
    private Path home;

    @Before
    public void install() throws Exception {
        dist = folder.newFolder("dist").toPath();
        home = folder.getRoot().toPath().resolve("home");
        Jars.folders(dist);
        Jars.bundle(dist, "bundles", Steady.class);
    }

    @Test
    public void failsAfterAnErrorAndLogsIt() throws Exception {
        assertEquals(1, HostProcess.run("error", dist, home).code());
        assertTrue(log(), log().contains("java.lang.NoClassDefFoundError: on purpose\n\tat "));
    }

    @Test
    public void goesOnWhileNobodyReadsStandardError() throws Exception {
        HostProcess.Ended ended = HostProcess.run("chatter", dist, home);
        assertEquals(new HostProcess.Ended(0, "served\n"), ended);
        assertTrue("the files hold all", log().contains("record " + (HostProcess.RECORDS - 1) + " "));
    }

    @Test
    public void logsWhatIsSaidDuringTheStop() throws Exception {
        assertEquals(0, HostProcess.run("lose logs", dist, home).code());
        assertTrue(log(), log().contains("last words"));
    }

    private String log() throws IOException {
        return Files.readString(home.resolve("log/perihost.0.log"));
    }
}
