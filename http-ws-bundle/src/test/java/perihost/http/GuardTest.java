package perihost.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import org.junit.Test;

public class GuardTest extends FrontTest {
    private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private Wire.Answer ask(String lines) throws Exception {
        try (Wire wire = new Wire(port())) {
            return wire.send(lines.replace("PORT", "" + port()).replace("\n", "\r\n") + "\r\n")
                    .answer();
        }
    }

    private Wire.Answer get(String headers) throws Exception {
        return ask("GET /healthz HTTP/1.1\nHost: localhost:PORT\n" + headers);
    }

    @Test
    public void listensOnTheLoopbackAddressesAndNoOther() throws Exception {
        start();
        for (NetworkInterface nic : Collections.list(NetworkInterface.getNetworkInterfaces()))
            for (InetAddress address : Collections.list(nic.getInetAddresses())) {
                String text = address.getHostAddress();
                boolean ours = text.equals("127.0.0.1") || text.startsWith("0:0:0:0:0:0:0:1");
                assertEquals(text, ours, answers(text));
            }
        assertFalse(answers("127.0.0.2"));
    }

    private boolean answers(String address) throws Exception {
        try (Wire wire = new Wire(address, port())) {
            return wire.get("/healthz", "").answer().status() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    @Test
    public void takesItsOwnNamesOnly() throws Exception {
        start();
        for (String host : new String[] {"localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT"})
            assertEquals(
                    host,
                    200,
                    ask("GET /healthz HTTP/1.1\nHost: " + host + "\n").status());
        for (String host : new String[] {
            "attacker.example:PORT",
            "localhost",
            "localhost:1",
            "localhost.:PORT",
            "LOCALHOST:PORT",
            "127.0.0.2:PORT",
            "127.1:PORT",
            "0.0.0.0:PORT",
            "[::]:PORT",
            "[::1%25lo]:PORT",
            "localhost:PORT.attacker.example",
            "a@localhost:PORT",
            "localhost:PORT, attacker.example"
        })
            for (String path : new String[] {"/healthz", "/ws", "/api/command", "/none"}) {
                String request = "GET " + path + " HTTP/1.1\nHost: " + host + "\n" + UPGRADE.replace("\r", "");
                Wire.Answer answer = ask(request);
                assertEquals(request, 403, answer.status());
                assertRefused(403, "COMMAND_REJECTED", answer);
            }
    }

    @Test
    public void takesNoRequestWithoutOneHost() throws Exception {
        start();
        assertRefused(400, "PARSE_ERROR", ask("GET /healthz HTTP/1.1\n"));
        assertRefused(400, "PARSE_ERROR", ask("GET /healthz HTTP/1.1\nHost:\n"));
        assertRefused(400, "PARSE_ERROR", ask("GET /healthz HTTP/1.1\nHost: localhost:PORT\nHost: localhost:PORT\n"));
        assertRefused(403, "COMMAND_REJECTED", ask("GET /healthz HTTP/1.0\n"));
    }

    @Test
    public void looksAtTheAuthorityOfAbsoluteTargets() throws Exception {
        start();
        assertEquals(
                200,
                ask("GET http://localhost:PORT/healthz HTTP/1.1\nHost: localhost:PORT\n")
                        .status());
        for (String authority :
                new String[] {"attacker.example:PORT", "attacker.example", "localhost:1", "a@localhost:PORT"})
            assertRefused(
                    403,
                    "COMMAND_REJECTED",
                    ask("GET http://" + authority + "/healthz HTTP/1.1\nHost: localhost:PORT\n"));
        assertRefused(
                403,
                "COMMAND_REJECTED",
                ask("GET http://localhost:PORT/healthz HTTP/1.1\nHost: attacker.example:PORT\n"));
        assertNotEquals(
                200,
                ask("CONNECT attacker.example:443 HTTP/1.1\nHost: localhost:PORT\n")
                        .status());
        assertNotEquals(200, ask("OPTIONS * HTTP/1.1\nHost: localhost:PORT\n").status());
    }

    @Test
    public void comparesOriginsWhole() throws Exception {
        start("allowedOrigins", "https://kiosk.example, app://local");
        for (String origin : new String[] {
            "http://localhost:PORT",
            "http://127.0.0.1:PORT",
            "http://[::1]:PORT",
            "https://kiosk.example",
            "app://local"
        }) {
            Wire.Answer answer = get("Origin: " + origin + "\n");
            assertEquals(origin, 200, answer.status());
            assertEquals(origin.replace("PORT", "" + port()), answer.headers().get("access-control-allow-origin"));
            assertEquals("Origin", answer.headers().get("vary"));
        }
        for (String origin : new String[] {
            "https://attacker.example",
            "null",
            "",
            "http://localhost",
            "https://localhost:PORT",
            "http://kiosk.example",
            "https://kiosk.example.attacker.example",
            "https://kiosk.example:443",
            "https://KIOSK.example",
            "*",
            "https://kiosk.example https://kiosk.example"
        }) {
            Wire.Answer answer = get("Origin: " + origin + "\n");
            assertRefused(403, "COMMAND_REJECTED", answer);
            assertFalse(answer.headers().containsKey("access-control-allow-origin"));
            assertRefused(
                    403,
                    "COMMAND_REJECTED",
                    ask("GET /ws HTTP/1.1\nHost: localhost:PORT\nOrigin: " + origin + "\n"
                            + UPGRADE.replace("\r", "")));
        }
        assertRefused(403, "COMMAND_REJECTED", get("Origin: https://kiosk.example\nOrigin: https://kiosk.example\n"));
        assertFalse(get("").headers().containsKey("access-control-allow-origin"));
    }

    @Test
    public void letsPagesOfAllowedOriginsAskFirst() throws Exception {
        start("allowedOrigins", "https://kiosk.example");
        String ask = "OPTIONS /api/command HTTP/1.1\nHost: localhost:PORT\nAccess-Control-Request-Method: POST\n"
                + "Access-Control-Request-Private-Network: true\nOrigin: ";
        Wire.Answer answer = ask(ask + "https://kiosk.example\n");
        assertEquals(200, answer.status());
        assertEquals("https://kiosk.example", answer.headers().get("access-control-allow-origin"));
        assertEquals("POST", answer.headers().get("access-control-allow-methods"));
        assertEquals("true", answer.headers().get("access-control-allow-private-network"));
        assertTrue(answer.headers().get("access-control-allow-headers").contains("Content-Type"));
        assertEquals("response", answer.json().path("kind").asText());
        assertRefused(403, "COMMAND_REJECTED", ask(ask + "https://attacker.example\n"));
        assertRefused(405, "COMMAND_REJECTED", ask("OPTIONS /api/command HTTP/1.1\nHost: localhost:PORT\n"));
    }

    @Test
    public void asksForTheTokenWhereOneIsRequired() throws Exception {
        start("requireToken", "true");
        java.nio.file.Path file = home.getRoot().toPath().resolve("token");
        assertEquals(
                "rw-------",
                java.nio.file.attribute.PosixFilePermissions.toString(
                        java.nio.file.Files.getPosixFilePermissions(file)));
        String token = java.nio.file.Files.readString(file);
        assertTrue(token, token.matches("[0-9a-f]{64}"));
        String wrong = token.substring(1) + (token.endsWith("0") ? "1" : "0");
        for (String header :
                new String[] {"", "Authorization: Bearer " + wrong + "\r\n", "Authorization: Basic " + token + "\r\n"
                }) {
            try (Wire wire = new Wire(port())) {
                Wire.Answer answer = wire.get("/healthz", header).answer();
                assertRefused(401, "COMMAND_REJECTED", answer);
                assertEquals("Bearer", answer.headers().get("www-authenticate"));
                assertRefused(
                        401,
                        "COMMAND_REJECTED",
                        wire.get("/healthz?token=" + token, header).answer());
                assertRefused(
                        401,
                        "COMMAND_REJECTED",
                        wire.get("/ws", UPGRADE + header).answer());
                assertRefused(
                        401,
                        "COMMAND_REJECTED",
                        wire.get("/ws?token=" + wrong, UPGRADE).answer());
                assertRefused(
                        401,
                        "COMMAND_REJECTED",
                        wire.request(
                                        "POST",
                                        "/api/command",
                                        JSON + header,
                                        Wire.command("c", "echo", "{}").getBytes())
                                .answer());
            }
        }
        String right = "Authorization: Bearer " + token + "\r\n";
        try (Wire wire = new Wire(port())) {
            assertEquals(200, wire.get("/healthz", right).answer().status());
            assertEquals(
                    200,
                    wire.request(
                                    "POST",
                                    "/api/command",
                                    JSON + right,
                                    Wire.command("c", "echo", "{}").getBytes())
                            .answer()
                            .status());
            assertEquals(101, wire.get("/ws", UPGRADE + right).answer().status());
        }
        Events browser = new Events(port(), "?token=" + token);
        core.publish(java.util.Map.of());
        browser.next();
        stop();
        assertFalse(java.nio.file.Files.exists(file));
    }
}
