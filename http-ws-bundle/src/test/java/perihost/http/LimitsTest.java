package perihost.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;

/** Bodies, commands, connections and time: of each a client has only so much. */
public class LimitsTest extends FrontTest {
    @Test
    public void refusesBodiesOverTheLimitBeforeItHoldsThem() throws Exception {
        Front front = start("maxBodyBytes", "100000", "bodyBudgetBytes", "200000");
        try (Wire wire = new Wire(port())) {
            wire.send(head("Content-Length: 100001\r\n"));
            Wire.Answer answer = wire.answer();
            assertRefused(413, "INVALID_PAYLOAD", answer);
            assertEquals("close", answer.headers().get("connection"));
            assertTrue(wire.closed());
        }
        // A client that sends all before it listens gets the answer too, and not a reset.
        try (Wire wire = new Wire(port())) {
            byte[] body = new byte[20 << 20];
            wire.send(head("Content-Length: " + body.length + "\r\n")).send(body);
            assertRefused(413, "INVALID_PAYLOAD", wire.answer());
            assertTrue(wire.closed());
        }
        try (Wire wire = new Wire(port())) {
            wire.send(head("Transfer-Encoding: chunked\r\n"));
            byte[] chunk = new byte[65536];
            Arrays.fill(chunk, (byte) ' ');
            for (int i = 0; i < 20; i++) wire.send("10000\r\n").send(chunk).send("\r\n");
            assertRefused(413, "INVALID_PAYLOAD", wire.answer());
        }
        try (Wire wire = new Wire(port())) {
            wire.send(head("Content-Length: 100001\r\nExpect: 100-continue\r\n"));
            assertRefused(413, "INVALID_PAYLOAD", wire.answer());
            assertTrue(wire.closed());
        }
        String fits = Wire.command("c", "echo", "{\"x\":\"" + "x".repeat(99_800) + "\"}");
        try (Wire wire = new Wire(port())) {
            assertEquals(200, wire.post(fits).answer().status());
        }
        assertEquals(0, front.bodyBytes());
    }

    @Test
    public void refusesBodiesThatFindNoRoomAndStillTakesSmallOnes() throws Exception {
        Front front = start("maxBodyBytes", "200000", "bodyBudgetBytes", "250000");
        try (Wire first = new Wire(port());
                Wire second = new Wire(port())) {
            first.send(head("Content-Length: 190000\r\n")).send(new byte[180_000]);
            while (front.bodyBytes() < 180_000) Thread.onSpinWait();
            Wire.Answer answer = second.post(Wire.command("c", "echo", "{\"x\":\"" + "x".repeat(150_000) + "\"}"))
                    .answer();
            assertRefused(503, "COMMAND_REJECTED", answer);
            assertEquals("1", answer.headers().get("retry-after"));
            assertAlive();
        }
    }

    @Test
    public void countsCommandsBeingExecutedAndNotSlowSenders() throws Exception {
        start("maxCommands", "2");
        List<Wire> slow = new ArrayList<>();
        for (int i = 0; i < 5; i++) slow.add(new Wire(port()).send(head("Content-Length: 1000\r\n") + "{"));
        try (Wire a = new Wire(port());
                Wire b = new Wire(port());
                Wire c = new Wire(port())) {
            a.post(Wire.command("a", "hold", "{}"));
            b.post(Wire.command("b", "hold", "{}"));
            core.commands.poll(5, TimeUnit.SECONDS);
            core.commands.poll(5, TimeUnit.SECONDS);
            Wire.Answer answer = c.post(Wire.command("c", "echo", "{}")).answer();
            assertRefused(503, "COMMAND_REJECTED", answer);
            assertEquals("1", answer.headers().get("retry-after"));
            assertEquals("c", answer.json().path("commandId").asText());
            core.held.forEach(h -> h.complete(Response.ok(ProtocolVersion.V1_0, "x", 1, Map.of())));
            assertEquals(200, a.answer().status());
            assertEquals(200, c.post(Wire.command("c", "echo", "{}")).answer().status());
        }
        for (Wire wire : slow) wire.close();
    }

    @Test
    public void cutsOffSlowBodies() throws Exception {
        start("bodySeconds", "1");
        try (Wire silent = new Wire(port());
                Wire slow = new Wire(port())) {
            silent.send(head("Content-Length: 1000\r\n") + "{");
            slow.send(head("Content-Length: 1000\r\n"));
            long begun = System.nanoTime();
            while (slow.socket.getInputStream().available() == 0 && System.nanoTime() - begun < 20_000_000_000L) {
                slow.send(" ");
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
            assertRefused(408, "COMMAND_REJECTED", slow.answer());
            assertRefused(408, "COMMAND_REJECTED", silent.answer());
            assertTrue(silent.closed());
        }
    }

    @Test
    public void cutsOffSlowHeadersThoughTheyGoOn() throws Exception {
        start("headerSeconds", "1");
        try (Wire slow = new Wire(port())) {
            slow.send("GET /healthz HTTP/1.1\r\nX: ");
            slow.socket.setSoTimeout(50);
            long begun = System.nanoTime();
            boolean closed = false;
            while (!closed && System.nanoTime() - begun < 20_000_000_000L) {
                try {
                    slow.send("x");
                    closed = slow.read() < 0;
                } catch (java.net.SocketTimeoutException stillOpen) {
                    continue;
                } catch (java.io.IOException reset) {
                    closed = true;
                }
            }
            assertTrue(closed);
        }
        // One that is between requests has the idle time, and one that waits for its answer all the time it needs.
        try (Wire idle = new Wire(port());
                Wire waiting = new Wire(port())) {
            assertEquals(200, idle.post(ECHO).answer().status());
            waiting.post(Wire.command("c", "hold", "{}"));
            java.util.concurrent.locks.LockSupport.parkNanos(1_500_000_000);
            core.held.get(0).complete(Response.ok(ProtocolVersion.V1_0, "c", 1, Map.of()));
            assertEquals(200, waiting.answer().status());
            assertEquals(200, idle.post(ECHO).answer().status());
        }
    }

    @Test
    public void closesConnectionsBeyondTheLimit() throws Exception {
        start("maxConnections", "4");
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            wires.add(new Wire(port()));
            assertEquals(200, wires.get(i).post(ECHO).answer().status());
        }
        for (int i = 0; i < 10; i++) {
            try (Wire wire = new Wire(port())) {
                assertTrue(wire.closed());
            }
        }
        for (Wire wire : wires) {
            assertEquals(200, wire.post(ECHO).answer().status());
            wire.close();
        }
        while (true) {
            try (Wire wire = new Wire(port())) {
                if (wire.post(ECHO).answer().status() == 200) return;
            } catch (java.io.IOException notYetClosed) {
                Thread.onSpinWait();
            }
        }
    }
}
