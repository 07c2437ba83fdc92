package perihost.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;

/** Whatever comes over a connection is answered in the contract's form, or not at all. */
public class OddRequestsTest extends FrontTest {
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
            core.held.get(0).complete(Response.ok(ProtocolVersion.V1_0, "c", 1, Map.of()));
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
        core.held.forEach(h -> h.complete(Response.ok(ProtocolVersion.V1_0, "c", 1, Map.of())));
        for (int i = 0; i < 50; i++) {
            try (Wire wire = new Wire(port())) {
                wire.socket.setSoLinger(true, 0);
                wire.send(head("Content-Length: 100000\r\n")).send(new byte[70_000]);
            }
        }
        assertAlive();
    }
}
