package perihost.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import perihost.api.command.ProtocolVersion;
import perihost.api.event.DeviceEvent;

public class EventTest extends FrontTest {
    static final String HANDSHAKE = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private static String plain(DeviceEvent e, String data) {
        return "{\"protocolVersion\":\"1.0\",\"kind\":\"event\",\"eventId\":\"" + e.eventId()
                + "\",\"eventType\":\"device_state_changed\",\"timestampMs\":1706234568000,"
                + "\"deviceType\":\"printer\",\"data\":{" + data + "}}";
    }

    @Test
    public void tellsEachClientInTheVersionThatItSpeaks() throws Exception {
        start();
        Events plain = new Events(port(), "");
        Events extended = new Events(port(), "?protocolVersion=1.1");
        DeviceEvent event = core.publish(Map.of("state", "3"));
        assertEquals(plain(event, "\"state\":\"3\""), plain.next());
        assertEquals(
                plain(event, "\"state\":\"3\",\"extra\":\"1.1\"")
                                .replace("\"1.0\"", "\"1.1\"")
                                .replaceAll("}$", "")
                        + ",\"deviceId\":\"escpos_printer_001\",\"commandId\":\"cause\",\"sequence\":\"1\"}",
                extended.next());
        assertEquals(List.of(Optional.empty(), Optional.empty()), core.sinces);
    }

    @Test
    public void tellsClientsOf10NothingThatIsNewIn11() throws Exception {
        start();
        Events plain = new Events(port(), "");
        Events extended = new Events(port(), "?protocolVersion=1.1");
        for (int i = 0; i < 40; i++) core.publish(Map.of("new", "" + i), ProtocolVersion.V1_1); // more than a batch
        DeviceEvent old = core.publish(Map.of("old", "1"));
        assertEquals(plain(old, "\"old\":\"1\""), plain.next());
        for (int i = 0; i < 40; i++) {
            String event = extended.next();
            assertTrue(event, event.contains("\"new\":\"" + i + "\"") && event.contains("\"sequence\":\"" + (i + 1)));
        }
        assertTrue(extended.next().contains("\"sequence\":\"41\""));
    }

    @Test
    public void keepsOrderAndLosesNothing() throws Exception {
        start();
        List<Events> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) clients.add(new Events(port(), ""));
        for (int i = 0; i < 2000; i++) {
            core.publish(Map.of("n", "" + i));
            if (i % 500 == 499)
                for (Events c : clients)
                    for (int n = i - 499; n <= i; n++) assertTrue(c.next().contains("\"n\":\"" + n + "\""));
        }
    }

    @Test
    public void carriesPhotosWhole() throws Exception {
        start();
        Events client = new Events(port(), "");
        String photo = "/9j/".repeat(1 << 20);
        for (int i = 0; i < 3; i++) {
            DeviceEvent event = core.publish(Map.of("imageData", photo));
            assertEquals(plain(event, "\"imageData\":\"" + photo + "\""), client.next());
        }
    }

    @Test
    public void replaysForClientsOf11Only() throws Exception {
        start();
        new Events(port(), "?since=event-7");
        new Events(port(), "?protocolVersion=1.1&since=event-7");
        assertEquals(List.of(Optional.empty(), Optional.of("event-7")), core.sinces);
    }

    @Test
    public void refusesWhatIsNoUpgradeInTheContractsForm() throws Exception {
        start();
        try (Wire wire = new Wire(port())) {
            Wire.Answer answer = wire.get("/ws", "").answer();
            assertRefused(426, "COMMAND_REJECTED", answer);
            assertEquals("websocket", answer.headers().get("upgrade"));
            assertRefused(
                    426,
                    "COMMAND_REJECTED",
                    wire.get("/ws", HANDSHAKE.replace("13", "8")).answer());
            assertRefused(
                    405,
                    "COMMAND_REJECTED",
                    wire.request("POST", "/ws", "", new byte[0]).answer());
            assertRefused(
                    400,
                    "PARSE_ERROR",
                    wire.get("/ws?protocolVersion=one", HANDSHAKE).answer());
        }
        try (Wire wire = new Wire(port())) {
            Wire.Answer answer = wire.get("/ws?protocolVersion=2.0", HANDSHAKE).answer();
            assertRefused(403, "COMMAND_REJECTED", answer);
            assertEquals("1.0,1.1", answer.json().at("/error/details/supported").asText());
            assertEquals(
                    "this version of the protocol is not spoken here",
                    answer.json().at("/error/message").asText());
            assertRefused(
                    403,
                    "COMMAND_REJECTED",
                    wire.get("/ws", HANDSHAKE + "Origin: https://evil.example\r\n")
                            .answer());
        }
        try (Wire wire = new Wire(port())) {
            assertRefused(
                    400,
                    "PARSE_ERROR",
                    wire.get("/ws", HANDSHAKE.replaceAll("Sec-WebSocket-Key.*\r\n", ""))
                            .answer());
        }
        assertTrue(core.queues.isEmpty());
    }

    @Test
    public void takesNoMoreClientsThanAllowed() throws Exception {
        start("maxEventClients", "2");
        Events first = new Events(port(), "");
        new Events(port(), "");
        try (Wire wire = new Wire(port())) {
            Wire.Answer answer = wire.get("/ws", HANDSHAKE).answer();
            assertRefused(503, "COMMAND_REJECTED", answer);
            assertEquals("1", answer.headers().get("retry-after"));
        }
        first.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        assertEquals(WebSocket.NORMAL_CLOSURE, first.closeCode());
        while (core.queues.size() > 1) Thread.onSpinWait();
        Events third = new Events(port(), "");
        core.publish(Map.of());
        third.next();
    }

    @Test
    public void dropsWhatClientsSendAndClosesOnLargeFrames() throws Exception {
        start();
        Events client = new Events(port(), "");
        client.socket.sendText("hello", true).join();
        client.socket.sendBinary(ByteBuffer.allocate(1024), false).join();
        client.socket.sendBinary(ByteBuffer.allocate(1024), true).join();
        client.socket.sendPing(ByteBuffer.wrap(new byte[] {1})).join();
        assertTrue(client.pongs.poll(10, TimeUnit.SECONDS));
        core.publish(Map.of());
        client.next();
        client.socket.sendText("x".repeat(1025), true).join();
        assertEquals(1009, client.closeCode());
    }

    @Test
    public void pingsAndClosesOnTwoMissedPongs() throws Exception {
        start("pingSeconds", "1");
        Events alive = new Events(port(), "");
        try (Wire dead = new Wire(port())) {
            assertEquals(101, dead.get("/ws", HANDSHAKE).answer().status());
            assertEquals(2, core.queues.size());
            assertEquals(0x89, dead.read());
            assertEquals(0, dead.read());
            assertEquals(0x89, dead.read());
            assertEquals(0, dead.read());
            assertEquals(0x88, dead.read());
            assertTrue(dead.closed());
        }
        while (core.queues.size() > 1) Thread.onSpinWait();
        for (int i = 0; i < 4; i++) assertTrue(alive.pings.poll(10, TimeUnit.SECONDS));
        core.publish(Map.of());
        alive.next();
    }

    @Test
    public void letsNoClientThatDoesNotReadSlowAnother() throws Exception {
        start("writeSeconds", "2");
        Events reader = new Events(port(), "");
        try (Wire stalled = new Wire(port())) {
            assertEquals(101, stalled.get("/ws", HANDSHAKE).answer().status());
            String filler = "x".repeat(4000);
            for (int i = 0; i < 20_000; i++) {
                core.publish(Map.of("n", "" + i, "filler", filler));
                assertTrue(reader.next().contains("\"n\":\"" + i + "\""));
            }
            // The stalled one is closed, though it never says a word.
            while (core.queues.size() > 1) Thread.onSpinWait();
        }
    }

    @Test
    public void negotiatesNoExtension() throws Exception {
        start();
        try (Wire wire = new Wire(port())) {
            Wire.Answer answer = wire.get("/ws", HANDSHAKE + "Sec-WebSocket-Extensions: permessage-deflate\r\n")
                    .answer();
            assertEquals(101, answer.status());
            assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", answer.headers().get("sec-websocket-accept"));
            assertTrue(answer.headers().toString(), !answer.headers().containsKey("sec-websocket-extensions"));
            assertTrue(answer.headers().toString(), !answer.headers().containsKey("server"));
        }
    }
}
