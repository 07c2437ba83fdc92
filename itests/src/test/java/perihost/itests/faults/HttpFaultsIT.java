package perihost.itests.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Client;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RawHttp;
import perihost.itests.harness.RunningHost;

/** What is no HTTP, or too much of it: an answer in the contract's form or none, and others are served. */
public class HttpFaultsIT {
    private static final int HTTP_VERSION = 505;
    private static final int LIMIT = 8 << 20;
    private static final byte[] LIST =
            Client.command("list", "get_device_list", Map.of()).getBytes();

    private static RunningHost host;

    @BeforeClass
    public static void start() throws Exception {
        host = RunningHost.start(HostHome.fresh("http"));
    }

    @AfterClass
    public static void stop() throws Exception {
        assertEquals(0, host.stop());
        host.home().delete();
    }

    @After
    public void stillServes() throws Exception {
        assertEquals("OK", host.client().send("get_device_list", Map.of()).outcome());
    }

    @Test
    public void survivesGarbage() throws Exception {
        byte[] noise = new byte[20_000];
        new Random(7).nextBytes(noise);
        refused(noise);
        refused(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 0x03, 0x03});
        refused("HELO kiosk\r\n\r\n".getBytes());
        refused("\r\n\r\n\r\n{}\r\n\r\n".getBytes());
        refused("POST /api/command HTTP/9.9\r\n\r\n".getBytes());
        refused("POST /api/command\r\n\r\n".getBytes());
        refused(("POST /api/\u0000command HTTP/1.1\r\nHost: localhost:" + host.port() + "\r\n\r\n").getBytes());
    }

    @Test
    public void refusesRequestsThatCanBeReadInTwoWays() throws Exception {
        refused(head("Content-Length: 5", "Content-Length: 6") + "hello");
        refused(head("Content-Length: -1"));
        refused(head("Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n");
        refused(head("Transfer-Encoding: chunked") + "zz\r\nhello\r\n0\r\n\r\n");
        refused(head("Host: localhost:" + host.port()));
        refused(head("Broken Header"));
    }

    @Test
    public void refusesForeignTargets() throws Exception {
        for (String name : new String[] {
            "localhost", "127.0.0.2:" + host.port(), "localhost:1", "localhost.attacker.example:" + host.port()
        }) assertEquals(name, 403, post("/api/command", "Host: " + name).status());
        String foreign = "http://attacker.example:" + host.port() + "/api/command";
        assertEquals(403, post(foreign, "Host: localhost:" + host.port()).status());
        String own = "http://localhost:" + host.port() + "/api/command";
        assertEquals(200, post(own, "Host: localhost:" + host.port()).status());
    }

    @Test
    public void answersOnEveryLoopbackName() throws Exception {
        for (String name : new String[] {"localhost", "127.0.0.1", "[::1]"})
            assertEquals(
                    name,
                    200,
                    post("/api/command", "Host: " + name + ":" + host.port()).status());
    }

    @Test
    public void refusesFloodsOfHeaders() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 20_000; i++) many.append("X-").append(i).append(": y\r\n");
        refused(head().replace("\r\n\r\n", "\r\n") + many + "\r\n");
        refused(head("X: " + "y".repeat(200_000)));
        refused("GET /" + "a".repeat(200_000) + " HTTP/1.1\r\nHost: localhost:" + host.port() + "\r\n\r\n");
    }

    @Test
    public void refusesABodyPastTheLimitBeforeItCame() throws Exception {
        try (RawHttp http = RawHttp.to(host.port())) {
            tooLarge(http.write(head("Content-Length: " + (LIMIT + 1))).answer());
        }
    }

    @Test
    public void refusesABodyWithoutAnEnd() throws Exception {
        try (RawHttp http = RawHttp.to(host.port())) {
            http.write(head("Transfer-Encoding: chunked"));
            byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes();
            writeUntilRefused(http, chunk, LIMIT / 0x10000 + 200);
            tooLarge(http.answer());
        }
    }

    @Test
    public void takesABodyUpToTheLimit() throws Exception {
        byte[] body = new byte[LIMIT];
        java.util.Arrays.fill(body, (byte) ' ');
        System.arraycopy(LIST, 0, body, LIMIT - LIST.length, LIST.length);
        assertEquals(
                200,
                host.client()
                        .request("POST", "/api/command", body, "Content-Type", "application/json")
                        .status());
    }

    @Test
    public void answersPreflightsOfItsOwnOriginAlone() throws Exception {
        String own = host.client().base();
        Answer allowed = preflight(own);
        assertEquals(Optional.of(own), allowed.header("Access-Control-Allow-Origin"));
        assertTrue(
                allowed.toString(),
                allowed.header("Access-Control-Allow-Methods").orElse("").contains("POST"));
        assertEquals(Optional.of("true"), allowed.header("Access-Control-Allow-Private-Network"));
        Answer foreign = preflight("https://attacker.example");
        assertEquals(403, foreign.status());
        assertEquals(Optional.empty(), foreign.header("Access-Control-Allow-Origin"));
    }

    private static Answer preflight(String origin) throws IOException {
        try (RawHttp http = RawHttp.to(host.port())) {
            return http.request(
                            "OPTIONS /api/command",
                            new byte[0],
                            "Host: localhost:" + host.port(),
                            "Origin: " + origin,
                            "Access-Control-Request-Method: POST",
                            "Access-Control-Request-Headers: content-type",
                            "Access-Control-Request-Private-Network: true")
                    .answer();
        }
    }

    private static void tooLarge(Answer answer) {
        assertEquals(413, answer.status());
        assertEquals("INVALID_PAYLOAD", answer.code());
    }

    private static void writeUntilRefused(RawHttp http, byte[] chunk, int most) throws IOException {
        try {
            for (int i = 0; i < most; i++) http.write(chunk);
        } catch (SocketException e) {
            assertTrue(e.getMessage(), e.getMessage().matches("(?i).*(reset|broken pipe|closed).*"));
        }
    }

    private static Answer post(String target, String hostHeader) throws IOException {
        try (RawHttp http = RawHttp.to(host.port())) {
            return http.request("POST " + target, LIST, hostHeader, "Content-Type: application/json")
                    .answer();
        }
    }

    private static String head(String... headers) {
        return "POST /api/command HTTP/1.1\r\nHost: localhost:" + host.port() + "\r\nContent-Type: application/json\r\n"
                + String.join(
                        "",
                        java.util.Arrays.stream(headers).map(h -> h + "\r\n").toList())
                + "\r\n";
    }

    private static void refused(String request) throws IOException {
        refused(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The host ends the connection; if it answers before, then in the contract's form (A3). */
    private static void refused(byte[] request) throws IOException {
        try (RawHttp http = RawHttp.to(host.port())) {
            writeUntilRefused(http, request, 1);
            Optional<Answer> answer = http.answerOrEnd();
            answer.ifPresent(a -> {
                assertTrue(a.toString(), a.status() >= 400 && a.status() < 500 || a.status() == HTTP_VERSION);
                assertEquals(a.toString(), "response", a.body().path("kind").asText());
                assertEquals(a.toString(), a.status() == 400, a.code().equals("PARSE_ERROR"));
            });
            if (answer.isPresent()) assertTrue("the connection stays open", http.ended());
        }
    }
}
