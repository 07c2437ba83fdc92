package perihost.itests.events;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Test;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.Json;
import perihost.itests.harness.RawWebSocket;

/** Clients that are connected and do not read: they lose their own oldest events, and nobody else notices (H2). */
public class SlowClientsIT {
    private static final int SILENT = 5;
    private static final int READING = 5;
    private static final int JOBS = 600;
    private static final int QUEUE = 1000;
    private static final int SMALL_BUFFER = 2048;

    @ClassRule
    public static final EventHost HOST = new EventHost("slow-clients", "pingSeconds = 600", "writeSeconds = 300");

    @Test
    public void losesTheOldestEventsOfWhoDoesNotReadAndNothingOfOthers() throws Exception {
        List<RawWebSocket> silent = new ArrayList<>();
        for (int i = 0; i < SILENT; i++)
            silent.add(RawWebSocket.open(HOST.host().port(), "?protocolVersion=1.1", SMALL_BUFFER));
        List<EventClient> reading = new ArrayList<>();
        for (int i = 0; i < READING; i++) reading.add(EventClient.of(HOST.host(), "?protocolVersion=1.1"));
        HOST.print(JOBS);
        long last = 0;
        for (EventClient client : reading) last = checkWhole(client);
        for (RawWebSocket client : silent) checkTail(client, last);
        assertTrue(HOST.host().process().isAlive());
    }

    /** All events came, without a gap. */
    private static long checkWhole(EventClient client) throws Exception {
        long first = sequence(client.next());
        long before = first;
        for (int i = 1; i < JOBS * EventHost.EVENTS_PER_JOB; i++) {
            long sequence = sequence(client.next());
            assertEquals(before + 1, sequence);
            before = sequence;
        }
        client.close();
        return before;
    }

    /** Reads now: some from the beginning that were on their way, a gap, and then the newest thousand to the last. */
    private static void checkTail(RawWebSocket client, long last) throws Exception {
        List<Long> read = new ArrayList<>();
        while (read.isEmpty() || read.get(read.size() - 1) < last)
            read.add(sequence(Json.read(client.await(RawWebSocket.TEXT).payload())));
        client.close();
        int tail = 1;
        while (tail < read.size() && read.get(read.size() - tail - 1) == last - tail) tail++;
        assertTrue("nothing was dropped: " + read.size(), read.size() < JOBS * EventHost.EVENTS_PER_JOB);
        assertTrue("the newest " + tail + " of " + read.size(), tail >= QUEUE);
        for (int i = 1; i < read.size(); i++) assertTrue(read.get(i - 1) < read.get(i));
    }

    private static long sequence(JsonNode event) {
        return Long.parseLong(event.path("sequence").textValue());
    }
}
