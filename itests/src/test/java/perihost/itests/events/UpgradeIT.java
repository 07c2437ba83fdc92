package perihost.itests.events;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.ClassRule;
import org.junit.Test;
import perihost.itests.harness.Answer;
import perihost.itests.harness.RawHttp;
import perihost.itests.harness.RawWebSocket;
import perihost.itests.harness.Waiting;

/** Who is let onto the event stream (A8, A9, H1, H3), and how long (H1). */
public class UpgradeIT {
    private static final int CLIENTS = 3;

    @ClassRule
    public static final EventHost HOST = new EventHost("upgrade", "maxEventClients = " + CLIENTS, "pingSeconds = 1");

    @Test
    public void refusesForeignOrigins() throws Exception {
        for (String origin : new String[] {
            "https://attacker.example", "null", "http://localhost", "http://localhost:" + port() + ".attacker.example"
        }) assertEquals(origin, 403, upgrade("Origin: " + origin));
        assertEquals(403, upgrade("Origin: http://localhost:" + port(), "Origin: http://localhost:" + port()));
    }

    @Test
    public void letsItsOwnOriginIn() throws Exception {
        openWithin("Origin: http://localhost:" + port()).close();
    }

    @Test
    public void refusesAForeignHost() throws Exception {
        try (RawHttp http = RawHttp.to(port())) {
            Answer answer = http.request(
                            "GET /ws",
                            new byte[0],
                            "Host: attacker.example:" + port(),
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
                    .answer();
            assertEquals(403, answer.status());
            assertEquals("COMMAND_REJECTED", answer.code());
        }
    }

    @Test
    public void takesUpgradesOnly() throws Exception {
        Answer get = HOST.host().client().request("GET", "/ws", new byte[0]);
        assertTrue(get.toString(), get.status() > 400 && get.status() < 500);
        assertEquals("REJECTED", get.outcome());
        Answer post = HOST.host().client().request("POST", "/ws", "{}".getBytes(), "Content-Type", "application/json");
        assertEquals(405, post.status());
        assertTrue(post.header("Allow").isPresent());
    }

    @Test
    public void turnsTheNextAwayWhenAllPlacesAreTaken() throws Exception {
        RawWebSocket[] clients = new RawWebSocket[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) clients[i] = openWithin();
        assertEquals(503, upgrade());
        clients[1].close();
        clients[1] = openWithin();
        for (RawWebSocket client : clients) client.close();
    }

    @Test
    public void pingsAndKeepsWhoAnswers() throws Exception {
        try (RawWebSocket client = openWithin()) {
            for (int i = 0; i < 4; i++) {
                RawWebSocket.Frame ping = client.await(RawWebSocket.PING);
                client.send(RawWebSocket.PONG, ping.payload().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Test
    public void closesOnAClientThatDoesNotAnswerPings() throws Exception {
        try (RawWebSocket client = openWithin()) {
            int pings = 0;
            RawWebSocket.Frame frame = client.read();
            for (; frame.opcode() != RawWebSocket.CLOSE; frame = client.read())
                if (frame.opcode() == RawWebSocket.PING) pings++;
            assertEquals(2, pings);
        }
    }

    /** A place on the stream; one of a test before may not have been freed yet. */
    private static RawWebSocket openWithin(String... headers) throws Exception {
        RawWebSocket[] got = new RawWebSocket[1];
        Waiting.until("a place on the stream", Duration.ofSeconds(10), () -> {
            got[0] = RawWebSocket.open(port(), "", 0, headers);
            if (got[0].handshake().status() != 101) got[0].close();
            return got[0].handshake().status() == 101;
        });
        return got[0];
    }

    private static int upgrade(String... headers) throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port(), "", 0, headers)) {
            return client.handshake().status();
        }
    }

    private static int port() {
        return HOST.host().port();
    }
}
