package perihost.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class LimitsTest extends FrontTest {
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String ECHO = Wire.command("c", "echo", "{}");

    private String head(String headers) {
        return "POST /api/command HTTP/1.1\r\nHost: localhost:" + port() + "\r\n" + JSON + headers + "\r\n";
    }

    private void assertAlive() throws Exception {
        try (Wire wire = new Wire(port())) {
            assertEquals(200, wire.post(ECHO).answer().status());
        }
    }

    @Test
    public void refusesOtherPathsMethodsAndTypes() throws Exception {
        start();
        try (Wire wire = new Wire(port())) {
            for (String path : new String[] {"/", "/api/commands", "/api/command/", "/api", "/API/command"})
                assertRefused(
                        404,
                        "COMMAND_REJECTED",
                        wire.request("POST", path, JSON, ECHO.getBytes()).answer());
            for (String method : new String[] {"GET", "PUT", "DELETE", "PATCH", "TRACE"}) {
                Wire.Answer answer = wire.request(
                                method, "/api/command", JSON, method.equals("PUT") ? ECHO.getBytes() : new byte[0])
                        .answer();
                assertRefused(405, "COMMAND_REJECTED", answer);
                assertEquals("POST", answer.headers().get("allow"));
            }
            for (String type : new String[] {
                "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16",
                        "application/jsonp",
                "multipart/form-data; boundary=x", "application/json-patch+json", "", "*/*"
            })
                assertRefused(
                        415,
                        "PARSE_ERROR",
                        wire.request("POST", "/api/command", "Content-Type: " + type + "\r\n", ECHO.getBytes())
                                .answer());
            assertRefused(
                    415,
                    "PARSE_ERROR",
                    wire.request("POST", "/api/command", "", ECHO.getBytes()).answer());
            for (String type : new String[] {"application/json; charset=UTF-8", "Application/JSON;charset=\"utf-8\""})
                assertEquals(
                        200,
                        wire.request("POST", "/api/command", "Content-Type: " + type + "\r\n", ECHO.getBytes())
                                .answer()
                                .status());
        }
        try (Wire wire = new Wire(port())) {
            int status = wire.request("POST", "/api/../../etc/passwd", JSON, ECHO.getBytes())
                    .answer()
                    .status();
            assertTrue("" + status, status == 400 || status == 404);
        }
    }

    @Test
    public void answersGarbageInTheContractsFormOrNotAtAll() throws Exception {
        start();
        for (String garbage : new String[] {
            "\u0016\u0003\u0001\u0002\u0000\u0001",
            "hello\r\n\r\n",
            "GET\r\n\r\n",
            "GET /healthz\r\n\r\n",
            "GET /healthz HTTP/9.9\r\nHost: localhost:PORT\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "GET /health\u0000z HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost localhost\r\n\r\n",
            "GET /healthz HTTP/1.1\r\n: x\r\n\r\n",
            "POST /api/command HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: -1\r\n\r\n",
            "POST /api/command HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: x\r\n\r\n",
            "POST /api/command HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "POST /api/command HTTP/1.1\r\nHost: localhost:PORT\r\nTransfer-Encoding: chunked\r\n"
                    + "Content-Length: 2\r\n\r\nxx",
            "POST /api/command HTTP/1.1\r\nHost: localhost:PORT\r\nTransfer-Encoding: gzip\r\n\r\n",
            "POST /api/command HTTP/1.1\r\nHost: localhost:PORT\r\nExpect: tea\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: localhost:PORT\r\nX: " + "x".repeat(9000) + "\r\n\r\n",
            "GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        }) {
            try (Wire wire = new Wire(port())) {
                wire.send(garbage.replace("PORT", "" + port()));
                wire.socket.shutdownOutput();
                Wire.Answer answer;
                try {
                    answer = wire.answer();
                } catch (java.io.EOFException noAnswer) {
                    continue;
                }
                assertTrue(garbage + answer, answer.status() >= 400 && answer.status() != 500 && answer.status() < 506);
                assertRefused(answer.status(), answer.status() == 400 ? "PARSE_ERROR" : "COMMAND_REJECTED", answer);
                assertTrue(wire.closed());
            }
        }
        assertAlive();
    }

    @Test
    public void survivesRandomBytes() throws Exception {
        start();
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[1 + random.nextInt(3000)];
            random.nextBytes(noise);
            byte[] head = head("Content-Length: " + noise.length + "\r\n").getBytes();
            try (Wire wire = new Wire(port())) {
                if (i % 2 == 0) head[random.nextInt(head.length)] = (byte) random.nextInt(256);
                wire.send(head).send(noise);
                wire.socket.shutdownOutput();
                assertTrue(wire.closed());
            }
        }
        assertAlive();
    }

    @Test
    public void answersPipelinedRequestsInOrder() throws Exception {
        start();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            String body = Wire.command("c" + i, "echo", "{}");
            all.append(head("Content-Length: " + body.length() + "\r\n")).append(body);
        }
        try (Wire wire = new Wire(port())) {
            wire.send(all.toString());
            for (int i = 0; i < 100; i++)
                assertEquals("c" + i, wire.answer().json().path("commandId").asText());
        }
    }

    @Test
    public void answersClientsThatHaveNoMoreToSay() throws Exception {
        start();
        try (Wire wire = new Wire(port())) {
            wire.post(Wire.command("c", "hold", "{}"));
            wire.socket.shutdownOutput();
            core.commands.poll(5, TimeUnit.SECONDS);
            core.held
                    .get(0)
                    .complete(perihost.api.command.Response.ok(
                            perihost.api.command.ProtocolVersion.V1_0, "c", 1, Map.of()));
            assertEquals(200, wire.answer().status());
            assertTrue(wire.closed());
        }
    }

    @Test
    public void outlivesClientsThatHangUp() throws Exception {
        start();
        for (int i = 0; i < 50; i++) {
            try (Wire wire = new Wire(port())) {
                wire.socket.setSoLinger(true, 0);
                wire.post(Wire.command("c" + i, "hold", "{}"));
                core.commands.poll(5, TimeUnit.SECONDS);
            }
        }
        core.held.forEach(h -> h.complete(
                perihost.api.command.Response.ok(perihost.api.command.ProtocolVersion.V1_0, "c", 1, Map.of())));
        for (int i = 0; i < 50; i++) {
            try (Wire wire = new Wire(port())) {
                wire.socket.setSoLinger(true, 0);
                wire.send(head("Content-Length: 100000\r\n")).send(new byte[70_000]);
            }
        }
        assertAlive();
    }

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
            core.held.forEach(h -> h.complete(
                    perihost.api.command.Response.ok(perihost.api.command.ProtocolVersion.V1_0, "x", 1, Map.of())));
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
            core.held
                    .get(0)
                    .complete(perihost.api.command.Response.ok(
                            perihost.api.command.ProtocolVersion.V1_0, "c", 1, Map.of()));
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
