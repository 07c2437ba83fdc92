package perihost.itests.printer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Client;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.Json;
import perihost.itests.harness.PrinterPeer;

/** A printer that is well: exact bytes, once, in the order that clients rely on. */
public class FirstPrintIT {
    private static final int MEBIBYTE = 1 << 20;
    private static final int RESETS = 10;

    @ClassRule
    public static final PrinterHost HOST = new PrinterHost("first-print");

    @Before
    public void recover() throws Exception {
        HOST.recover();
    }

    @Test
    public void putsEveryByteValueOnTheLine() throws Exception {
        byte[] data = new byte[256];
        for (int i = 0; i < data.length; i++) data[i] = (byte) i;
        try (PrinterPeer printer = HOST.taking();
                EventClient events = EventClient.of(HOST.host())) {
            String id = Client.id();
            HOST.print(id, data);
            assertArrayEquals(data, printer.awaitJob());
            assertEquals(
                    "true", events.untilPrinted(id).path("data").path("success").asText());
        }
    }

    @Test
    public void putsAMebibyteOnTheLine() throws Exception {
        byte[] data = PrinterHost.bytes(MEBIBYTE, 1);
        try (PrinterPeer printer = HOST.taking()) {
            HOST.print(Client.id(), data);
            assertArrayEquals(data, printer.awaitJob());
        }
    }

    @Test
    public void tellsProcessingThenTheOutcomeThenReady() throws Exception {
        String id = Client.id();
        try (PrinterPeer printer = HOST.taking();
                EventClient events = EventClient.of(HOST.host())) {
            Answer answer = HOST.print(id, PrinterHost.bytes(3000, 2));
            assertEquals(
                    Json.read("{\"deviceId\":\"" + HostHome.PRINTER + "\",\"state\":\"3\"}"),
                    answer.body().path("result"));
            List<JsonNode> read = events.until(e -> EventClient.isState(e, "2"));
            assertEquals(3, read.size());
            assertEquals(
                    data("{\"state\":\"3\",\"stateString\":\"PROCESSING\"}"),
                    read.get(0).path("data"));
            assertEquals(
                    data("{\"jobId\":\"" + id + "\",\"success\":\"true\",\"errorMessage\":\"\",\"state\":\"2\"}"),
                    read.get(1).path("data"));
            assertEquals(
                    data("{\"state\":\"2\",\"stateString\":\"READY\"}"),
                    read.get(2).path("data"));
            assertEquals(3000, printer.awaitJob().length);
        }
    }

    @Test
    public void showsTheOutcomesStateInASnapshotTakenAtOnce() throws Exception {
        try (PrinterPeer printer = HOST.taking();
                EventClient events = EventClient.of(HOST.host())) {
            for (int i = 0; i < 40; i++) {
                String id = Client.id();
                HOST.print(id, PrinterHost.bytes(100, i));
                JsonNode outcome = events.untilPrinted(id);
                assertEquals(
                        outcome.path("data").path("state").asText(),
                        HOST.client().state(HostHome.PRINTER));
                events.until(e -> EventClient.isState(e, "2"));
                assertArrayEquals(PrinterHost.bytes(100, i), printer.awaitJob());
            }
        }
    }

    @Test
    public void refusesWhatItCannotDoWhilePrinting() throws Exception {
        try (PrinterPeer printer = PrinterPeer.stuckOn(HOST.printerPort())) {
            HOST.print(Client.id(), PrinterHost.bytes(MEBIBYTE, 7));
            printer.awaitBegun();
            Answer second = HOST.client().post(Client.print(Client.id(), new byte[] {1}));
            assertEquals("FAILED", second.outcome());
            assertEquals("DEVICE_NOT_READY", second.code());
            assertEquals(
                    data("{\"state\":\"3\",\"stateString\":\"PROCESSING\"}"),
                    second.body().path("error").path("details"));
            assertEquals(
                    "3", HOST.client().send("printer_status_check", Map.of()).result("state"));
        }
    }

    @Test
    public void endsTheJobInHandByAReset() throws Exception {
        try (PrinterPeer printer = PrinterPeer.stuckOn(HOST.printerPort());
                EventClient events = EventClient.of(HOST.host())) {
            for (int i = 0; i < RESETS; i++) {
                String id = Client.id();
                HOST.print(id, PrinterHost.bytes(MEBIBYTE, 9));
                printer.awaitBegun();
                checkReset(events, id);
            }
        }
    }

    @Test
    public void endsAJobThatHasHardlyBegunByAReset() throws Exception {
        try (PrinterPeer printer = PrinterPeer.stuckOn(HOST.printerPort());
                EventClient events = EventClient.of(HOST.host())) {
            for (int i = 0; i < RESETS; i++) {
                String id = Client.id();
                HOST.print(id, PrinterHost.bytes(MEBIBYTE, 9));
                checkReset(events, id);
            }
            assertEquals(List.of(), printer.received());
        }
    }

    private static void checkReset(EventClient events, String jobId) throws Exception {
        Answer reset = HOST.client().send("printer_reset", Map.of());
        JsonNode outcome = events.untilPrinted(jobId).path("data");
        assertEquals(outcome.toString(), "false", outcome.path("success").asText());
        assertEquals(reset.text(), "2", reset.result("state"));
        HOST.client().awaitState(HostHome.PRINTER, "2");
    }

    private static JsonNode data(String json) {
        return Json.read(json);
    }
}
