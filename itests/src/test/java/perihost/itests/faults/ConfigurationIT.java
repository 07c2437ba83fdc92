package perihost.itests.faults;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Client;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.PrinterPeer;
import perihost.itests.harness.RunningHost;
import perihost.itests.harness.Waiting;

/** Edits of the home's configuration while the host runs. */
public class ConfigurationIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final byte[] PAPER = {27, 64, 0, 10, -1};
    private static final String SECOND = "second";
    private static final String SECOND_FILE = "perihost.printer.escpos-second.cfg";

    private HostHome home;
    private PrinterPeer printer;
    private RunningHost host;

    @Before
    public void start() throws Exception {
        printer = PrinterPeer.taking();
        home = HostHome.fresh("configuration").printerOn(printer.port());
        host = RunningHost.start(home);
        host.client().awaitState(HostHome.PRINTER, "2");
    }

    @After
    public void stop() throws Exception {
        host.close();
        printer.close();
        home.delete();
    }

    @Test
    public void keepsTheLastGoodDeviceAndSaysWhatIsWrong() throws Exception {
        home.printer(HostHome.PRINTER, "carrier-pigeon");
        awaitError("perihost.printer.escpos-" + HostHome.PRINTER + ".cfg", "line");
        assertPrints(HostHome.PRINTER, printer);
        try (PrinterPeer other = PrinterPeer.taking()) {
            home.printerOn(other.port());
            awaitPrintsOn(HostHome.PRINTER, other);
        }
    }

    @Test
    public void keepsTheLastGoodHttpAndSaysWhatIsWrong() throws Exception {
        try (EventClient events = EventClient.of(host)) {
            home.configure("perihost.http.cfg", "port = eighty");
            awaitError("perihost.http.cfg", "port");
            assertPrints(HostHome.PRINTER, printer);
            events.until(e -> EventClient.isState(e, "2"));
            assertFalse(events.isClosed());
        }
    }

    @Test
    public void keepsTheStreamsClientsWhenLimitsChange() throws Exception {
        try (EventClient events = EventClient.of(host)) {
            home.configure("perihost.http.cfg", "maxBodyBytes = 2000");
            byte[] big = Client.command(Client.id(), "get_device_list", Map.of("x", "y".repeat(2000)))
                    .getBytes();
            Waiting.until(
                    "the smaller limit",
                    SOON,
                    () -> 413
                            == host.client()
                                    .request("POST", "/api/command", big, "Content-Type", "application/json")
                                    .status());
            assertPrints(HostHome.PRINTER, printer);
            events.until(e -> EventClient.isState(e, "2"));
            assertFalse(events.isClosed());
        }
    }

    @Test
    public void addsChangesAndRemovesAPrinter() throws Exception {
        try (PrinterPeer one = PrinterPeer.taking();
                PrinterPeer two = PrinterPeer.taking()) {
            home.printer(SECOND, "tcp:127.0.0.1:" + one.port());
            host.client().awaitState(SECOND, "2", SOON);
            assertEquals(List.of(HostHome.PRINTER, SECOND), printers());
            assertPrints(SECOND, one);
            assertPrints(HostHome.PRINTER, printer);
            home.printer(SECOND, "tcp:127.0.0.1:" + two.port());
            awaitPrintsOn(SECOND, two);
            home.unconfigure(SECOND_FILE);
            Waiting.until("the second printer is gone", SOON, () -> printers().equals(List.of(HostHome.PRINTER)));
            assertEquals("DEVICE_NOT_FOUND", print(SECOND).code());
            assertPrints(HostHome.PRINTER, printer);
        }
    }

    @Test
    public void tellsClientsNoPathOfADeviceThatIsNotThere() throws Exception {
        home.printer(SECOND, "file:/dev/no-such-printer");
        host.client().awaitState(SECOND, "0", SOON); // each answer is looked through for paths (A3)
    }

    private List<String> printers() throws Exception {
        String ids = host.client().send("get_device_list", Map.of()).result("printer");
        return Arrays.asList(ids.split(","));
    }

    private Answer print(String device) throws Exception {
        return host.client().printOn(device, PAPER);
    }

    private void assertPrints(String device, PrinterPeer on) throws Exception {
        host.client().awaitState(device, "2");
        Answer answer = print(device);
        assertEquals(answer.text(), "OK", answer.outcome());
        assertEquals(device, answer.result("deviceId"));
        assertArrayEquals(PAPER, on.awaitJob());
    }

    /** Prints until it comes out of this printer: the edit takes effect some time after it was made. */
    private void awaitPrintsOn(String device, PrinterPeer on) throws Exception {
        Waiting.until(device + " on its new line", SOON, () -> {
            print(device);
            return !on.received().isEmpty();
        });
        assertArrayEquals(PAPER, on.awaitJob());
    }

    /** One line at level ERROR names both; and it stays the only one that names the file. */
    private void awaitError(String file, String key) throws Exception {
        Waiting.until(
                "a line in the log about " + file, SOON, () -> !errors(file).isEmpty());
        List<String> errors = errors(file);
        assertEquals(errors.toString(), 1, errors.size());
        assertTrue(errors.toString(), errors.get(0).contains(key));
    }

    private List<String> errors(String file) throws Exception {
        return home.log()
                .lines()
                .filter(line -> line.contains(" ERROR ") && line.contains(file))
                .toList();
    }
}
