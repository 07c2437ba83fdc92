package perihost.itests.printer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Client;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.Json;
import perihost.itests.harness.PrinterPeer;

/** One command sent more than once: one job on paper, and one answer (C1 to C3, J4). */
public class DuplicatesIT {
    @ClassRule
    public static final PrinterHost HOST = new PrinterHost("duplicates");

    @Before
    public void recover() throws Exception {
        HOST.recover();
    }

    @Test
    public void printsOnceForAHundredDuplicatesAtOnce() throws Exception {
        byte[] data = PrinterHost.bytes(2000, 3);
        String body = Client.print(Client.id(), data);
        try (PrinterPeer printer = HOST.taking()) {
            List<CompletableFuture<Answer>> sent = new ArrayList<>();
            for (int i = 0; i < 100; i++) sent.add(HOST.client().postAsync(body));
            Set<String> answers = new HashSet<>();
            for (CompletableFuture<Answer> answer : sent)
                answers.add(answer.join().text());
            assertEquals(answers.toString(), 1, answers.size());
            assertEquals(
                    "OK", Json.read(answers.iterator().next()).path("status").asText());
            assertArrayEquals(data, printer.awaitJob());
            printMarker(printer);
            assertEquals(2, printer.received().size());
        }
    }

    @Test
    public void answersADuplicateAsBeforeWhateverItSaysNow() throws Exception {
        String id = Client.id();
        try (PrinterPeer printer = HOST.taking()) {
            Answer first = HOST.print(id, PrinterHost.bytes(100, 4));
            printer.awaitJob();
            assertEquals(
                    first.text(),
                    HOST.client()
                            .post(Client.print(id, PrinterHost.bytes(100, 5)))
                            .text());
            assertEquals(
                    first.text(),
                    HOST.client()
                            .post(Client.command(id, "printer_reset", Map.of()))
                            .text());
            printMarker(printer);
            assertEquals(2, printer.received().size());
        }
    }

    @Test
    public void marksARepeatedAnswerForClientsThatKnowTheMark() throws Exception {
        String id = Client.id();
        String body = Client.command("1.1", id, "printer_print", Client.job(id, PrinterHost.bytes(100, 8)));
        try (PrinterPeer printer = HOST.taking()) {
            ObjectNode first = (ObjectNode) HOST.client().post(body).body();
            assertEquals("OK", first.path("status").asText());
            assertFalse(first.toString(), first.has("replayed"));
            assertEquals(first.put("replayed", "true"), HOST.client().post(body).body());
            printer.awaitJob();
        }
    }

    @Test
    public void answersADuplicateAsBeforeAfterAKillAndPrintsNothing() throws Exception {
        String body = Client.print(Client.id(), PrinterHost.bytes(5000, 6));
        try (PrinterPeer printer = HOST.taking();
                EventClient events = EventClient.of(HOST.host())) {
            Answer first = HOST.client().post(body);
            assertEquals("OK", first.outcome());
            events.until(e -> EventClient.isState(e, "2"));
            printer.awaitJob();
            HOST.killAndRestart();
            assertEquals(first.text(), HOST.client().post(body).text());
            printMarker(printer);
            assertEquals(2, printer.received().size());
        }
    }

    /** A further job, so that whatever was to come before it has come. */
    private static void printMarker(PrinterPeer printer) throws Exception {
        HOST.client().awaitState(HostHome.PRINTER, "2");
        byte[] marker = PrinterHost.bytes(64, 99);
        HOST.print(Client.id(), marker);
        assertArrayEquals(marker, printer.awaitJob());
    }
}
