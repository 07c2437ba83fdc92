package perihost.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;

public class FrontStopTest extends FrontTest {
    private static Response answer() {
        return Response.ok(ProtocolVersion.V1_0, "c", 1, Map.of());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    @Test
    public void refusesAPortThatIsTakenOnEitherAddress() throws Exception {
        for (String address : new String[] {"127.0.0.1", "::1"}) {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(address))) {
                String port = "" + taken.getLocalPort();
                PortTaken e = assertThrows(PortTaken.class, () -> start("port", port));
                assertEquals("port " + port + " is taken", e.getMessage());
            }
        }
    }

    @Test
    public void letsRunningCommandsEndAndTellsOthersToComeLater() throws Exception {
        Front front = start();
        Events client = new Events(port(), "");
        try (Wire running = new Wire(port());
                Wire late = new Wire(port())) {
            assertEquals(200, late.post(ECHO).answer().status());
            core.commands.poll(5, TimeUnit.SECONDS);
            running.post(Wire.command("c", "hold", "{}"));
            core.commands.poll(5, TimeUnit.SECONDS);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(front::close);
            assertEquals(1001, client.closeCode());
            Wire.Answer refused = late.post(ECHO).answer();
            assertRefused(503, "COMMAND_REJECTED", refused);
            assertEquals("1", refused.headers().get("retry-after"));
            while (accepts(front)) Thread.onSpinWait();
            core.held.get(0).complete(answer());
            assertEquals(200, running.answer().status());
            stopped.get(10, TimeUnit.SECONDS);
            assertTrue(running.closed());
        }
    }

    private static boolean accepts(Front front) throws Exception {
        try (Wire wire = new Wire(front.port())) {
            return wire.socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    @Test
    public void leavesNoThreadBehind() throws Exception {
        start();
        Events client = new Events(port(), "");
        core.publish(Map.of());
        client.next();
        try (Wire wire = new Wire(port())) {
            assertEquals(
                    200,
                    wire.post(Wire.command("c", "echo", "{\"x\":\"" + "x".repeat(400_000) + "\"}"))
                            .answer()
                            .status());
        }
        stop();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.getName().startsWith("perihost-")) continue;
            thread.join(5000);
            assertFalse(thread.getName(), thread.isAlive());
        }
    }

    @Test
    public void movesToANewPortAndFinishesOnTheOld() throws Exception {
        Front front = start();
        int old = port();
        int next = freePort();
        Events client = new Events(old, "");
        try (Wire running = new Wire(old)) {
            running.post(Wire.command("c", "hold", "{}"));
            core.commands.poll(5, TimeUnit.SECONDS);
            CompletableFuture<Void> moved = CompletableFuture.runAsync(() -> {
                try {
                    front.apply(settings("port", "" + next));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertEquals(1001, client.closeCode());
            core.held.get(0).complete(answer());
            assertEquals(200, running.answer().status());
            moved.get(10, TimeUnit.SECONDS);
        }
        assertEquals(next, front.port());
        assertThrows(ConnectException.class, () -> new Wire(old));
        try (Wire wire = new Wire(next)) {
            assertEquals(200, wire.post(ECHO).answer().status());
        }
        new Events(next, "");
    }

    @Test
    public void staysWhereItIsWhenTheNewPortIsTaken() throws Exception {
        Front front = start("maxCommands", "7");
        int old = port();
        Events client = new Events(old, "");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThrows(PortTaken.class, () -> front.apply(settings("port", "" + taken.getLocalPort())));
        }
        assertEquals(old, front.port());
        core.publish(Map.of());
        client.next();
        try (Wire wire = new Wire(old)) {
            assertEquals(200, wire.post(ECHO).answer().status());
        }
    }

    @Test
    public void changesLimitsWhileItsClientsStay() throws Exception {
        Front front = start();
        Events client = new Events(port(), "");
        try (Wire wire = new Wire(port())) {
            String body = Wire.command("c", "echo", "{\"x\":\"" + "x".repeat(5000) + "\"}");
            assertEquals(200, wire.post(body).answer().status());
            String page = "Origin: https://kiosk.example\r\n";
            assertEquals(403, wire.get("/healthz", page).answer().status());
            front.apply(settings(
                    "maxBodyBytes", "1024", "allowedOrigins", "https://kiosk.example", "requireToken", "true"));
            assertEquals(401, wire.get("/healthz", page).answer().status());
            assertTrue(Files.exists(home.getRoot().toPath().resolve("token")));
            front.apply(settings("maxBodyBytes", "1024", "allowedOrigins", "https://kiosk.example"));
            assertFalse(Files.exists(home.getRoot().toPath().resolve("token")));
            assertEquals(200, wire.get("/healthz", page).answer().status());
            assertEquals(413, wire.post(body).answer().status());
        }
        core.publish(Map.of());
        client.next();
    }

    @Test
    public void needsAHomeForTheToken() {
        BadSetting e = assertThrows(
                BadSetting.class, () -> new Front(settings("requireToken", "true"), Optional.empty(), core, core));
        assertEquals("perihost.http.cfg: requireToken: there is no home folder for the token", e.getMessage());
        assertThrows(
                BadSetting.class,
                () -> new Front(
                        settings("requireToken", "true"),
                        Optional.of(home.getRoot().toPath().resolve("none")),
                        core,
                        core));
    }

    @Test
    public void makesANewTokenWithEachStart() throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            start("requireToken", "true");
            tokens.add(Files.readString(home.getRoot().toPath().resolve("token")));
            stop();
        }
        assertNotEquals(tokens.get(0), tokens.get(1));
    }
}
