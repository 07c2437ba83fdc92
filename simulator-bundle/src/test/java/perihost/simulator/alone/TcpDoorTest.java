package perihost.simulator.alone;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import perihost.simulator.terminal.DaemonAgenda;
import perihost.simulator.terminal.Ledger;
import perihost.simulator.terminal.Memory;
import perihost.simulator.terminal.Temper;
import perihost.simulator.terminal.Times;
import perihost.simulator.terminal.VirtualTerminal;

/** A terminal behind a port, in real time. */
public class TcpDoorTest {
    private static final byte[] CHECK = frame("A", "");
    private static final byte ACK = 6;
    private static final int ANSWER = 41;
    private static final int EVENT = 38;
    private static final int APPROVAL = 194;

    @Rule
    public final Timeout limit = Timeout.seconds(60);

    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private VirtualTerminal terminal;
    private TcpDoor door;
    private Thread serving;

    @Before
    public void open() throws IOException {
        Times fast = Times.USUAL.withCard(Duration.ZERO).withApproval(Duration.ZERO);
        terminal = new VirtualTerminal(
                new DaemonAgenda(Clock.systemDefaultZone()),
                Temper.USUAL.with(fast),
                Memory.volatileOne(),
                Ledger.none());
        door = new TcpDoor(0);
        serving = new Thread(() -> {
            try {
                door.serve(terminal, ready::complete);
            } catch (IOException e) {
                ready.completeExceptionally(e);
            }
        });
        serving.start();
    }

    @After
    public void close() throws InterruptedException {
        door.close();
        terminal.close();
        serving.join();
    }

    private Socket connect() throws IOException {
        assertTrue(ready.join(), ready.join().matches("listening on [1-9][0-9]*"));
        int port = Integer.parseInt(ready.join().substring("listening on ".length()));
        return new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    @Test
    public void servesOneHostAfterTheOther() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (Socket host = connect()) {
                host.getOutputStream().write(CHECK);
                byte[] heard = host.getInputStream().readNBytes(1 + ANSWER);
                assertEquals(ACK, heard[0]);
                assertEquals("OOOO", new String(heard, 36, 4, StandardCharsets.US_ASCII));
                host.getOutputStream().write(ACK);
            }
        }
    }

    @Test
    public void paysAndDropsTheLine() throws IOException {
        try (Socket host = connect()) {
            host.getOutputStream().write(frame("B", "10000010003" + "0".repeat(18) + "1"));
            byte[] heard = host.getInputStream().readAllBytes();
            assertEquals("ACK, a card, and the end of the line", 1 + EVENT, heard.length);
        }
    }

    @Test
    public void obeysByHand() throws IOException {
        Console console = new Console(terminal);
        try (Socket host = connect()) {
            host.getOutputStream().write(CHECK);
            host.getInputStream().readNBytes(1 + ANSWER);
            assertEquals(Optional.empty(), console.obey("card in"));
            assertEquals(Optional.empty(), console.obey("card out"));
            byte[] events = host.getInputStream().readNBytes(2 * EVENT);
            assertEquals('I', events[35]);
            assertEquals('O', events[EVENT + 35]);
            assertEquals(Optional.empty(), console.obey("status rf F"));
            host.getOutputStream().write(ACK);
            host.getOutputStream().write(CHECK);
            byte[] heard = host.getInputStream().readNBytes(1 + ANSWER);
            assertEquals("OFOO", new String(heard, 36, 4, StandardCharsets.US_ASCII));
            assertTrue(console.obey("card up").orElseThrow().startsWith("unknown: card up; known: [card bad, "));
            assertTrue(console.obey("status rf Z").isPresent());
            assertEquals(Optional.empty(), console.obey("line cut"));
            assertArrayEquals(new byte[0], host.getInputStream().readAllBytes());
        }
    }

    @Test
    public void approves() throws IOException {
        try (Socket host = connect()) {
            host.getOutputStream().write(frame("B", "10000010000" + "0".repeat(18) + "1"));
            byte[] heard = host.getInputStream().readNBytes(1 + EVENT + APPROVAL);
            assertEquals("b", new String(heard, 1 + EVENT + 31, 1, StandardCharsets.US_ASCII));
            host.getOutputStream().write(ACK);
        }
    }

    @Test
    public void saysWhenThePortIsTaken() throws IOException {
        try (Socket host = connect()) {
            IOException taken =
                    assertThrows(IOException.class, () -> new TcpDoor(host.getPort()).serve(terminal, line -> {}));
            assertTrue(taken.getMessage(), taken.getMessage().startsWith("port " + host.getPort() + ": "));
        }
    }

    private static byte[] frame(String job, String data) {
        String head = "\2" + "\0".repeat(16) + "20260126123456" + job + "\0" + (char) data.length() + "\0";
        byte[] frame = (head + data + "\3\0").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < frame.length - 1; i++) frame[frame.length - 1] ^= frame[i];
        return frame;
    }
}
