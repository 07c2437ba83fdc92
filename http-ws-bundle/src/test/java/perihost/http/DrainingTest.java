package perihost.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;
import perihost.api.event.EventStream;

/** What is on its way when the host stops, or when a part of the server fails. */
public class DrainingTest extends FrontTest {
    @Rule
    public final Timeout limit = Timeout.seconds(60);

    private static final String HOLD = Wire.command("c", "hold", "{}");

    static void assertComeLater(Wire.Answer answer) throws Exception {
        assertRefused(503, "COMMAND_REJECTED", answer);
        assertEquals("1", answer.headers().get("retry-after"));
        assertEquals(
                "the host is shutting down", answer.json().at("/error/message").asText());
    }

    @Test
    public void endsWhatItHasBegunAndBeginsNothing() throws Exception {
        Front front = start();
        Events client = new Events(port(), "");
        try (Wire running = new Wire(port());
                Wire open = new Wire(port());
                Wire late = new Wire(port())) {
            assertEquals(200, open.post(ECHO).answer().status());
            core.commands.poll(5, TimeUnit.SECONDS);
            running.post(HOLD);
            core.commands.poll(5, TimeUnit.SECONDS);
            front.drain();
            assertComeLater(open.post(ECHO).answer());
            assertComeLater(late.get("/healthz", "").answer());
            try (Wire upgrade = new Wire(port())) {
                assertComeLater(upgrade.get("/ws", "").answer());
            }
            core.held.get(0).complete(Response.ok(ProtocolVersion.V1_0, "c", 1, Map.of()));
            assertEquals(200, running.answer().status());
            core.publish(Map.of("outcome", "of the last command"));
            assertTrue(client.next().contains("of the last command"));
        }
        assertTrue("nothing reached the core", core.commands.isEmpty());
    }

    @Test
    public void executesNoCommandWhoseBodyComesTooLate() throws Exception {
        Front front = start();
        try (Wire slow = new Wire(port())) {
            slow.send("POST /api/command HTTP/1.1\r\nHost: localhost:" + port()
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + ECHO.length() + "\r\n\r\n{");
            while (front.bodyBytes() == 0) Thread.onSpinWait();
            front.drain();
            Wire.Answer answer = slow.send(ECHO.substring(1)).answer();
            assertComeLater(answer);
            assertEquals("c", answer.json().path("commandId").asText());
        }
        assertTrue("nothing reached the core", core.commands.isEmpty());
    }

    @Test
    public void keepsNoSubscriptionOfAClientThatLeftWhileItWasMade() throws Exception {
        AtomicReference<Front> front = new AtomicReference<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        EventStream slow = (client, since, available) -> {
            closed.completeAsync(() -> {
                front.get().close();
                return null;
            });
            while (front.get().eventClients() > 0) Thread.onSpinWait();
            return core.subscribe(client, since, available);
        };
        front.set(new Front(settings(), Optional.empty(), core, slow));
        try (Wire wire = new Wire(front.get().port())) {
            wire.get("/ws", EventTest.HANDSHAKE);
            closed.get(20, TimeUnit.SECONDS);
        }
        assertEquals(1, core.sinces.size());
        while (!core.queues.isEmpty()) Thread.onSpinWait();
    }

    @Test
    public void listensOnBothAddressesOrOnNone() throws Exception {
        int next = freePort();
        try (Front front = new Front(settings(), Optional.empty(), core, core, port -> half(port, port == next))) {
            PortTaken e = assertThrows(PortTaken.class, () -> front.apply(settings("port", "" + next)));
            assertTrue(e.getMessage(), e.getMessage().startsWith("port " + next + " cannot be opened"));
            assertThrows(ConnectException.class, () -> new Wire(next));
            front.apply(settings("maxCommands", "7"));
            try (Wire wire = new Wire(front.port())) {
                assertEquals(200, wire.post(ECHO).answer().status());
            }
        }
        assertThrows(
                PortTaken.class, () -> new Front(settings(), Optional.empty(), core, core, port -> half(port, true)));
    }

    /** Sockets of which the second cannot be listened on. */
    private static List<ServerSocketChannel> half(int port, boolean broken) throws IOException {
        List<ServerSocketChannel> sockets = Ports.open(port);
        if (broken) sockets.get(1).close();
        return sockets;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
