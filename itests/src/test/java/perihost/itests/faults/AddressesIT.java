package perihost.itests.faults;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.Test;
import perihost.itests.harness.Answer;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RawHttp;
import perihost.itests.harness.RunningHost;

/** The host listens on the loopback addresses of both families and nowhere else (A8). */
public class AddressesIT {
    private static final String LISTENING = "0A";
    private static final String LOOPBACK_4 = "0100007F";
    private static final String LOOPBACK_4_IN_6 = "0000000000000000FFFF0000" + LOOPBACK_4;
    private static final String LOOPBACK_6 = "00000000000000000000000001000000";
    private static final int ADDRESS = 1, STATE = 3, INODE = 9;

    @Test
    public void listensOnLoopbackAlone() throws Exception {
        HostHome home = HostHome.fresh("addresses");
        try (RunningHost host = RunningHost.start(home)) {
            String port = String.format(Locale.ROOT, ":%04X", host.port());
            assertEquals(
                    new TreeSet<>(Set.of(LOOPBACK_4 + port, LOOPBACK_6 + port)),
                    listeners(host.process().pid()));
            for (String address : new String[] {"127.0.0.1", "::1"}) assertEquals(200, health(address, host.port()));
            assertEquals(0, host.stop());
        }
        home.delete();
    }

    private static int health(String address, int port) throws IOException {
        try (RawHttp http = RawHttp.to(address, port)) {
            Answer answer = http.request("GET /healthz", new byte[0], "Host: localhost:" + port)
                    .answer();
            return answer.status();
        }
    }

    /** The local addresses on which a process listens, in the kernel's spelling. */
    private static Set<String> listeners(long pid) throws IOException {
        Set<String> inodes = sockets(pid);
        Set<String> found = new TreeSet<>();
        for (String table : new String[] {"tcp", "tcp6"}) {
            for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
                String[] column = line.strip().split("\\s+");
                if (column[STATE].equals(LISTENING) && inodes.contains(column[INODE]))
                    found.add(column[ADDRESS].replace(LOOPBACK_4_IN_6, LOOPBACK_4));
            }
        }
        return found;
    }

    private static Set<String> sockets(long pid) throws IOException {
        Set<String> inodes = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : files.toList()) {
                if (!Files.isSymbolicLink(file)) continue;
                String target = Files.readSymbolicLink(file).toString();
                if (target.startsWith("socket:[")) inodes.add(target.substring(8, target.length() - 1));
            }
        }
        return inodes;
    }
}
