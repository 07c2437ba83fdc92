package perihost.itests.printer;

import static org.junit.Assert.assertEquals;

import java.util.Map;
import java.util.Random;
import org.junit.rules.ExternalResource;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Client;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.PrinterPeer;
import perihost.itests.harness.RunningHost;

/** A host for a whole test class, with one printer on a tcp line; each test puts its own peer at the line's port. */
final class PrinterHost extends ExternalResource {
    /** How long a printer may take nothing before its job is given up; the default is longer than a test wants. */
    private static final int WRITE_TIMEOUT_MS = 2000;

    private final String name;
    private RunningHost host;
    private int printerPort;

    PrinterHost(String name) {
        this.name = name;
    }

    @Override
    protected void before() throws Exception {
        printerPort = RunningHost.freePort();
        HostHome home = HostHome.fresh(name);
        String line = "line = tcp:127.0.0.1:" + printerPort;
        home.configure(
                "perihost.printer.escpos-" + HostHome.PRINTER + ".cfg", line, "writeTimeout = " + WRITE_TIMEOUT_MS);
        host = RunningHost.start(home);
    }

    @Override
    protected void after() {
        host.close();
    }

    RunningHost host() {
        return host;
    }

    Client client() {
        return host.client();
    }

    /** Where the host looks for its printer. */
    int printerPort() {
        return printerPort;
    }

    /** A printer that takes all, where the host looks for it. */
    PrinterPeer taking() throws Exception {
        return PrinterPeer.taking(printerPort);
    }

    /** The printer is well again, whatever a test before did to it. */
    void recover() throws Exception {
        client().send("printer_reset", Map.of());
        client().awaitState(HostHome.PRINTER, "2");
    }

    /** Ends the host with kill -9 and starts it again on the same home and port. */
    void killAndRestart() throws Exception {
        host.kill();
        host = host.again();
        client().awaitState(HostHome.PRINTER, "2");
    }

    /** Sends a job under this id, and checks that it was accepted. */
    Answer print(String id, byte[] data) throws Exception {
        Answer answer = client().post(Client.print(id, data));
        assertEquals(answer.text(), "OK", answer.outcome());
        return answer;
    }

    /** The same bytes for the same seed. */
    static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
