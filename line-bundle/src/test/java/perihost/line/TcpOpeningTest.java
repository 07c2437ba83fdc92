package perihost.line;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static perihost.line.Doing.assertFails;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;
import perihost.api.line.LineUri;

/** How a tcp line comes to be, or not. */
public class TcpOpeningTest {
    private static final Duration LONG = Duration.ofSeconds(15);

    @Rule
    public final Timeout limit = Timeout.seconds(60);

    private static Line open(TcpLineProvider provider, String uri, Duration within) throws LineException {
        return provider.open(LineUri.parse(uri), within);
    }

    private static Line open(String uri, Duration within) throws LineException {
        return open(new TcpLineProvider(), uri, within);
    }

    /** A server whose queue of calls is full: the system answers no further one. */
    private static final class Deaf implements AutoCloseable {
        final ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        final List<Socket> calls = new ArrayList<>();

        Deaf() throws Exception {
            while (calls.size() < 2) {
                Socket call = new Socket();
                call.connect(server.getLocalSocketAddress(), 1000);
                calls.add(call);
            }
        }

        String uri() {
            return "tcp:127.0.0.1:" + server.getLocalPort();
        }

        @Override
        public void close() throws java.io.IOException {
            for (Socket call : calls) call.close();
            server.close();
        }
    }

    @Test
    public void saysWhoRefused() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0)) {
            port = server.getLocalPort();
        }
        LineException e = assertFails(Kind.UNAVAILABLE, () -> open("tcp:127.0.0.1:" + port, LONG));
        assertTrue(e.getMessage(), e.getMessage().contains("127.0.0.1:" + port));
    }

    @Test
    public void givesUpOnAPeerThatDoesNotAnswer() throws Exception {
        try (Deaf deaf = new Deaf()) {
            assertFails(Kind.TIMEOUT, () -> open(deaf.uri(), Duration.ofMillis(100)));
            assertFails(Kind.TIMEOUT, () -> open(deaf.uri() + "?connect=100", LONG));
        }
    }

    @Test
    public void stopsOpeningWhenInterrupted() throws Exception {
        try (Deaf deaf = new Deaf()) {
            Doing<Line> opening =
                    Doing.start(() -> open(deaf.uri() + "?connect=15000", LONG)).blocked();
            opening.interrupt();
            opening.fails(Kind.UNAVAILABLE);
        }
    }

    @Test
    public void doesNotWaitForASlowNameService() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        TcpLineProvider provider = new TcpLineProvider(host -> {
            asked.incrementAndGet();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            }
            return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
        });
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String uri = "tcp:printer.example:" + server.getLocalPort();
            assertFails(Kind.TIMEOUT, () -> open(provider, uri, Duration.ofMillis(50)));
            assertFails(Kind.TIMEOUT, () -> open(provider, uri, Duration.ofMillis(50)));
            Doing<Line> opening = Doing.start(() -> open(provider, uri, LONG)).blocked();
            answer.countDown();
            opening.result().close();
        }
        assertEquals("one question at a time", 1, asked.get());
    }

    @Test
    public void saysWhenANameIsNotKnown() {
        TcpLineProvider provider = new TcpLineProvider(host -> {
            throw new UnknownHostException(host);
        });
        assertFails(Kind.UNAVAILABLE, () -> open(provider, "tcp:printer.example:9100", LONG));
    }

    @Test
    public void triesEveryAddressOfAName() throws Exception {
        InetAddress[] both = {InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")};
        try (ServerSocket server = new ServerSocket(0, 1, both[1]);
                Line line =
                        open(new TcpLineProvider(host -> both), "tcp:printer.example:" + server.getLocalPort(), LONG)) {
            server.accept().close();
            assertTrue(line.awaitInput(LONG));
        }
    }

    @Test
    public void noticesAPeerWhoseCableIsPulledWhileIdle() throws Exception {
        assertEquals("lost", Vanishing.inItsOwnNetwork());
    }

    @Test
    public void lingersWhereTheSystemTellsNothing() throws Exception {
        try (TcpPeer peer = new TcpPeer()) {
            TcpTarget target = TcpTarget.of(LineUri.parse(peer.uri()));
            InetSocketAddress address = new InetSocketAddress(target.host(), target.port());
            TcpSocket socket = TcpSocket.connect(target, address.getAddress(), Deadline.in(LONG));
            peer.meet();
            ByteBuffer much = LineContract.tooMuch();
            int before;
            do before = much.position();
            while (socket.send(much) > 0 && much.position() > before);
            assertEquals(false, socket.closeLingering(Deadline.in(Duration.ofMillis(100))));
        }
    }

    @Test
    public void lingersNoLongerThanIsNeeded() throws Exception {
        try (TcpPeer peer = new TcpPeer()) {
            TcpTarget target = TcpTarget.of(LineUri.parse(peer.uri()));
            TcpSocket socket = TcpSocket.connect(target, InetAddress.getByName("127.0.0.1"), Deadline.in(LONG));
            peer.meet();
            socket.send(LineContract.bytes("job"));
            assertEquals(true, socket.closeLingering(Deadline.in(LONG)));
            assertEquals("job", new String(peer.fromLine().readAllBytes()));
        }
    }
}
