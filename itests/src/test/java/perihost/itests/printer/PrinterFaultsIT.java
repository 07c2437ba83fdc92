package perihost.itests.printer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import perihost.itests.harness.Client;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.PrinterPeer;

/** A printer that is not well: one outcome for each job, and never a byte sent twice. */
public class PrinterFaultsIT {
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(45);

    @ClassRule
    public static final PrinterHost HOST = new PrinterHost("printer-faults");

    @Before
    public void recover() throws Exception {
        HOST.recover();
    }

    @Test
    public void tellsThatNobodyListens() throws Exception {
        try (EventClient events = EventClient.of(HOST.host())) {
            JsonNode outcome = printUntilOutcome(events, 100);
            assertEquals("false", outcome.path("success").asText());
            assertTrue(outcome.toString(), outcome.path("errorMessage").asText().startsWith("OFFLINE"));
            assertEquals("4", outcome.path("state").asText());
            assertTrue(lastError(), lastError().startsWith("OFFLINE"));
        }
        printsAgain();
        assertEquals("", lastError());
    }

    @Test
    public void triesTheConnectionAgainBeforeTheFirstByte() throws Exception {
        String id = Client.id();
        byte[] data = PrinterHost.bytes(500, 1);
        try (EventClient events = EventClient.of(HOST.host())) {
            HOST.print(id, data);
            events.until(e -> EventClient.isState(e, "3"));
            try (PrinterPeer late = HOST.taking()) {
                assertEquals(
                        "true",
                        events.untilPrinted(id).path("data").path("success").asText());
                assertArrayEquals(data, late.awaitJob());
                assertEquals(1, late.received().size());
            }
        }
    }

    @Test
    public void neverSendsAJobTwiceThatWasCutOff() throws Exception {
        byte[] data = PrinterHost.bytes(1 << 20, 2);
        try (EventClient events = EventClient.of(HOST.host());
                PrinterPeer printer = PrinterPeer.resettingAfter(HOST.printerPort(), 1000)) {
            String id = Client.id();
            HOST.print(id, data);
            JsonNode outcome = events.untilPrinted(id).path("data");
            assertEquals("false", outcome.path("success").asText());
            assertTrue(outcome.toString(), outcome.path("errorMessage").asText().startsWith("LINE_LOST"));
            assertEquals("4", outcome.path("state").asText());
            HOST.recover();
            List<byte[]> received = printer.received();
            assertEquals(1, received.size());
            assertArrayEquals(Arrays.copyOf(data, 1000), received.get(0));
        }
        printsAgain();
    }

    @Test
    public void recoversByItselfFromALostLine() throws Exception {
        try (EventClient events = EventClient.of(HOST.host());
                PrinterPeer printer = PrinterPeer.resettingAfter(HOST.printerPort(), 10)) {
            assertEquals(
                    "false", printUntilOutcome(events, 1 << 20).path("success").asText());
            printer.awaitJob();
        }
        try (PrinterPeer printer = HOST.taking()) {
            HOST.client().awaitState(HostHome.PRINTER, "2");
            assertEquals(0, printer.received().size());
        }
    }

    @Test
    public void givesUpAStuckPrinterAndTurnsItHung() throws Exception {
        try (EventClient events = EventClient.of(HOST.host());
                PrinterPeer printer = PrinterPeer.stuckOn(HOST.printerPort())) {
            JsonNode outcome = printUntilOutcome(events, 4000);
            assertEquals("false", outcome.path("success").asText());
            assertTrue(outcome.toString(), outcome.path("errorMessage").asText().startsWith("TIMEOUT"));
            assertEquals("5", outcome.path("state").asText());
            assertEquals(0, printer.received().size());
        }
        try (PrinterPeer printer = HOST.taking()) {
            HOST.client().awaitState(HostHome.PRINTER, "2", LONGEST_BACKOFF);
            assertEquals(0, printer.received().size());
        }
    }

    private static JsonNode printUntilOutcome(EventClient events, int bytes) throws Exception {
        String id = Client.id();
        HOST.print(id, PrinterHost.bytes(bytes, bytes));
        return events.untilPrinted(id).path("data");
    }

    private static void printsAgain() throws Exception {
        byte[] data = PrinterHost.bytes(300, 9);
        HOST.recover();
        try (PrinterPeer printer = HOST.taking();
                EventClient events = EventClient.of(HOST.host())) {
            String id = Client.id();
            HOST.print(id, data);
            assertEquals(
                    "true", events.untilPrinted(id).path("data").path("success").asText());
            assertArrayEquals(data, printer.awaitJob());
            assertEquals(1, printer.received().size());
        }
    }

    private static String lastError() throws Exception {
        return HOST.client().snapshot().path(HostHome.PRINTER).path("lastError").asText();
    }
}
