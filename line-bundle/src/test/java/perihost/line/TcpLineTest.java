package perihost.line;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static perihost.line.Doing.assertFails;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.Test;
import perihost.api.line.Line;
import perihost.api.line.LineException.Kind;
import perihost.api.line.LineProvider;
import perihost.api.line.LineUri;

public class TcpLineTest extends DuplexLineContract {
    @Override
    protected LineProvider provider() {
        return new TcpLineProvider();
    }

    @Override
    protected void stopProvider() {
        ((TcpLineProvider) provider).stop();
    }

    @Override
    protected Peer newPeer() throws Exception {
        return new TcpPeer();
    }

    private TcpPeer tcpPeer() {
        return (TcpPeer) peer;
    }

    @Test
    public void isOpenedForEachJob() throws Exception {
        assertFalse(provider.keptOpen(LineUri.parse(peer.uri())));
    }

    @Test
    public void isLostWhenThePeerEndsItInOrder() throws Exception {
        tcpPeer().socket().close();
        assertTrue(line.awaitInput(LONG));
        assertFails(Kind.LOST, () -> line.read(ByteBuffer.allocate(1), LONG));
    }

    @Test
    public void finishesOnAPeerThatTakesAllAndStaysOpen() throws Exception {
        line.write(bytes("job"), LONG);
        line.finish(Duration.ofSeconds(5));
        assertEquals("job", new String(peer.fromLine().readAllBytes()));
    }

    @Test
    public void finishesOnAPeerThatTalksAllTheTime() throws Exception {
        line.write(bytes("job"), LONG);
        peer.toLine().write(noise(100_000, 5));
        line.finish(LONG);
        assertEquals("job", new String(peer.fromLine().readAllBytes()));
    }

    @Test
    public void finishesOnAPeerThatOnlyListens() throws Exception {
        tcpPeer().socket().shutdownOutput();
        line.write(bytes("job"), LONG);
        line.finish(LONG);
        assertEquals("job", new String(peer.fromLine().readAllBytes()));
    }

    @Test
    public void doesNotFinishOnAPeerThatEndedBeforeTheJobCame() throws Exception {
        tcpPeer().socket().close();
        assertTrue(line.awaitInput(LONG));
        line.write(bytes("job"), LONG);
        assertFails(Kind.LOST, () -> line.finish(LONG));
    }

    @Test
    public void throwsAwayWhatAFailedJobLeftBehind() throws Exception {
        ByteBuffer much = tooMuch();
        assertFails(Kind.TIMEOUT, () -> line.write(much, Duration.ofMillis(300)));
        line.close();
        assertFails(Kind.LOST, () -> {
            try {
                peer.fromLine().readNBytes(much.position());
            } catch (java.net.SocketException reset) {
                throw Failure.lost("reset", reset);
            }
        });
    }

    @Test
    public void reachesPeersByIpv6AndByName() throws Exception {
        for (String host : new String[] {"[::1]", "localhost"}) {
            try (TcpPeer other = new TcpPeer(host.equals("localhost") ? "127.0.0.1" : "::1")) {
                String uri = other.uri().replace("127.0.0.1", "localhost");
                try (Line toIt = provider.open(LineUri.parse(uri), LONG)) {
                    other.meet();
                    toIt.write(bytes("x"), LONG);
                    assertEquals('x', other.fromLine().read());
                    toIt.finish(LONG);
                }
            }
        }
    }
}
