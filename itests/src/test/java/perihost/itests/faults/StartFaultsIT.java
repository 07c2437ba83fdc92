package perihost.itests.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RunningHost;

/** Starts that cannot succeed: the right exit code, and one line that says what and where. */
public class StartFaultsIT {
    private static final int BAD_USE = 2;
    private static final int TAKEN = 98;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private HostHome home;

    @Before
    public void makeHome() throws Exception {
        home = HostHome.fresh("start");
    }

    @After
    public void deleteHome() throws Exception {
        home.delete();
    }

    @Test
    public void saysThatThePortIsTaken() throws Exception {
        for (String address : new String[] {"127.0.0.1", "::1"}) {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(address))) {
                String line = refusal(taken.getLocalPort(), TAKEN);
                assertTrue(line, line.contains(Integer.toString(taken.getLocalPort())));
            }
        }
    }

    @Test
    public void letsOneHostAloneOnAHome() throws Exception {
        try (RunningHost first = RunningHost.start(home)) {
            String line = refusal(RunningHost.freePort(), TAKEN);
            assertTrue(line, line.contains(home.path().toString()));
            assertEquals(
                    200, first.client().request("GET", "/healthz", new byte[0]).status());
        }
    }

    @Test
    public void refusesAHomeThatIsAFile() throws Exception {
        Path file = Files.createFile(home.path().resolve("file"));
        refuses(new HostHome(file), file.toString());
        refuses(new HostHome(file.resolve("below")), file.toString());
    }

    @Test
    public void refusesAHomeThatCannotBeMade() throws Exception {
        refuses(new HostHome(Path.of("/proc/perihost-home")), "/proc/perihost-home");
    }

    @Test
    public void refusesAHomeWithAFileWhereAFolderBelongs() throws Exception {
        Path journal = Files.createFile(home.path().resolve("journal"));
        refuses(home, journal.toString());
    }

    @Test
    public void namesFileAndKeyOfABrokenConfiguration() throws Exception {
        home.configure("perihost.http.cfg", "port = eighty");
        String line = refusal(RunningHost.freePort(), BAD_USE);
        assertTrue(line, line.contains("perihost.http.cfg") && line.contains("port"));
    }

    @Test
    public void namesFileAndKeyOfABrokenDevice() throws Exception {
        home.printer("p1", "carrier-pigeon");
        String line = refusal(RunningHost.freePort(), BAD_USE);
        assertTrue(line, line.contains("perihost.printer.escpos-p1.cfg") && line.contains("line"));
    }

    @Test
    public void refusesAnAddressThatIsNotLoopback() throws Exception {
        home.configure("perihost.http.cfg", "address = 0.0.0.0");
        String line = refusal(RunningHost.freePort(), BAD_USE);
        assertTrue(line, line.contains("perihost.http.cfg") && line.contains("address"));
    }

    private void refuses(HostHome bad, String named) throws Exception {
        try (RunningHost host = RunningHost.launch(bad, RunningHost.freePort())) {
            assertEquals(BAD_USE, host.awaitExit(PATIENCE));
            assertTrue(host.stderr(), host.stderr().contains(named));
            assertEquals(host.stderr(), 1, host.stderr().lines().count());
        }
    }

    /** Starts a host that must end with this code, and gives the one line of standard error that is no log line. */
    private String refusal(int port, int code) throws Exception {
        try (RunningHost host = RunningHost.launch(home, port)) {
            assertEquals(host.stderr(), code, host.awaitExit(PATIENCE));
            assertEquals("", host.stdout());
            assertFalse(host.stderr(), host.stderr().contains("\tat "));
            String[] lines =
                    host.stderr().lines().filter(l -> l.startsWith("perihost:")).toArray(String[]::new);
            assertEquals(host.stderr(), 1, lines.length);
            return lines[0];
        }
    }
}
