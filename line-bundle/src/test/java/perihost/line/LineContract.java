package perihost.line;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static perihost.line.Doing.assertFails;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;
import perihost.api.line.LineProvider;
import perihost.api.line.LineUri;

/** What every line keeps to that can be written to. */
public abstract class LineContract {
    static final Duration LONG = Duration.ofSeconds(15);
    static final Duration SHORT = Duration.ofMillis(50);
    static final int MEBIBYTE = 1024 * 1024;

    @Rule
    public final Timeout limit = Timeout.seconds(60);

    protected LineProvider provider;
    protected Peer peer;
    protected Line line;

    protected abstract LineProvider provider();

    /** The provider's bundle stops. */
    protected abstract void stopProvider();

    protected abstract Peer newPeer() throws Exception;

    @Before
    public void open() throws Exception {
        provider = provider();
        peer = newPeer();
        line = openLine();
        peer.meet();
    }

    @After
    public void close() throws Exception {
        line.close();
        peer.close();
    }

    protected Line openLine() throws LineException {
        return provider.open(LineUri.parse(peer.uri()), LONG);
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] noise(int length, long seed) {
        byte[] noise = new byte[length];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    /** More than any line and its peer's buffers can hold. */
    static ByteBuffer tooMuch() {
        return ByteBuffer.wrap(noise(16 * MEBIBYTE, 7));
    }

    @Test
    public void tellsTheUriItWasOpenedBy() {
        assertEquals(peer.uri(), line.uri());
    }

    @Test
    public void writesAllThatRemains() throws Exception {
        ByteBuffer hello = bytes("xxhello");
        hello.position(2);
        line.write(hello, LONG);
        assertEquals(7, hello.position());
        assertArrayEquals(bytes("hello").array(), peer.fromLine().readNBytes(5));
    }

    @Test
    public void writesAMebibyteByteByByteAsItWas() throws Exception {
        byte[] sent = noise(MEBIBYTE, 1);
        Doing<byte[]> got = Doing.start(() -> peer.fromLine().readNBytes(MEBIBYTE));
        line.write(ByteBuffer.wrap(sent), LONG);
        assertArrayEquals(sent, got.result());
    }

    @Test
    public void givesUpAWriteInTimeAndTellsHowMuchWasTaken() throws Exception {
        ByteBuffer much = tooMuch();
        assertFails(Kind.TIMEOUT, () -> line.write(much, Duration.ofMillis(300)));
        assertTrue("taken: " + much.position(), much.position() > 0 && much.hasRemaining());
        byte[] got = peer.fromLine().readNBytes(much.position());
        assertEquals(ByteBuffer.wrap(much.array(), 0, much.position()), ByteBuffer.wrap(got));
    }

    @Test
    public void goesOnWritingAfterATimeout() throws Exception {
        ByteBuffer much = ByteBuffer.wrap(noise(16 * MEBIBYTE, 7));
        assertFails(Kind.TIMEOUT, () -> line.write(much, Duration.ofMillis(300)));
        much.limit(much.position() + 1000);
        Doing<byte[]> got = Doing.start(() -> peer.fromLine().readNBytes(much.limit()));
        line.write(much, LONG);
        assertEquals(much.flip(), ByteBuffer.wrap(got.result()));
    }

    @Test
    public void awaitsNothingInVainForLongerThanItMay() throws Exception {
        assertFalse(line.awaitInput(SHORT));
        assertFalse(line.awaitInput(Duration.ZERO));
    }

    @Test
    public void endsAWaitThatIsInProgressWhenWoken() throws Exception {
        Doing<Boolean> waiting = Doing.start(() -> line.awaitInput(LONG)).blocked();
        line.wake();
        assertFalse(waiting.result());
    }

    @Test
    public void remembersOneWakeForTheNextWait() throws Exception {
        line.wake();
        line.wake();
        assertFalse(line.awaitInput(LONG));
        Doing<Boolean> next = Doing.start(() -> line.awaitInput(LONG)).blocked();
        line.wake();
        assertFalse(next.result());
    }

    @Test
    public void isNotDisturbedInItsWriteByAWake() throws Exception {
        Doing<Void> writing = Doing.run(() -> line.write(ByteBuffer.wrap(noise(16 * MEBIBYTE, 7)), LONG))
                .blocked();
        line.wake();
        Doing<byte[]> got = Doing.start(() -> peer.fromLine().readNBytes(16 * MEBIBYTE));
        writing.result();
        assertArrayEquals(noise(16 * MEBIBYTE, 7), got.result());
        assertFalse(line.awaitInput(LONG));
    }

    @Test
    public void endsABlockedWriteWhenClosed() throws Exception {
        Doing<Void> writing = Doing.run(() -> line.write(tooMuch(), LONG)).blocked();
        line.close();
        writing.fails(Kind.CLOSED);
    }

    @Test
    public void endsAWaitWhenClosed() throws Exception {
        Doing<Boolean> waiting = Doing.start(() -> line.awaitInput(LONG)).blocked();
        line.close();
        waiting.fails(Kind.CLOSED);
    }

    @Test
    public void endsABlockedFinishWhenClosed() throws Exception {
        assertFails(Kind.TIMEOUT, () -> line.write(tooMuch(), Duration.ofMillis(300)));
        Doing<Void> finishing = Doing.run(() -> line.finish(LONG)).blocked();
        line.close();
        finishing.fails(Kind.CLOSED);
    }

    @Test
    public void isClosedForGood() {
        line.close();
        line.close();
        line.wake();
        assertFails(Kind.CLOSED, () -> line.write(bytes("a"), LONG));
        assertFails(Kind.CLOSED, () -> line.awaitInput(LONG));
        assertFails(Kind.CLOSED, () -> line.finish(LONG));
    }

    @Test
    public void closesWhenItsOwnerIsInterrupted() throws Exception {
        Doing<Boolean> waiting = Doing.start(() -> line.awaitInput(LONG)).blocked();
        waiting.interrupt();
        waiting.fails(Kind.CLOSED);
        assertFails(Kind.CLOSED, () -> line.awaitInput(LONG));
    }

    @Test
    public void finishesWhenAllHasLeft() throws Exception {
        byte[] sent = noise(MEBIBYTE, 3);
        Doing<byte[]> got = Doing.start(() -> peer.fromLine().readNBytes(MEBIBYTE));
        line.write(ByteBuffer.wrap(sent), LONG);
        line.finish(LONG);
        assertArrayEquals(sent, got.result());
        assertFails(Kind.CLOSED, () -> line.write(bytes("a"), LONG));
    }

    @Test
    public void doesNotFinishOnAPeerThatStoppedTaking() throws Exception {
        assertFails(Kind.TIMEOUT, () -> line.write(tooMuch(), Duration.ofMillis(300)));
        assertFails(Kind.TIMEOUT, () -> line.finish(Duration.ofMillis(300)));
        assertFails(Kind.CLOSED, () -> line.write(bytes("a"), LONG));
    }

    @Test
    public void tellsALossWhileIdle() throws Exception {
        Doing<Boolean> waiting = Doing.start(() -> line.awaitInput(LONG)).blocked();
        peer.vanish();
        assertTrue(waiting.result());
        assertTrue("and tells it again", line.awaitInput(LONG));
    }

    @Test
    public void tellsALossInABlockedWrite() throws Exception {
        Doing<Void> writing = Doing.run(() -> line.write(tooMuch(), LONG)).blocked();
        peer.vanish();
        writing.fails(Kind.LOST);
        assertFails(Kind.LOST, () -> line.write(tooMuch(), LONG));
    }

    @Test
    public void tellsALossWhenItFinishes() throws Exception {
        assertFails(Kind.TIMEOUT, () -> line.write(tooMuch(), Duration.ofMillis(300)));
        Doing<Void> finishing = Doing.run(() -> line.finish(LONG)).blocked();
        peer.vanish();
        finishing.fails(Kind.LOST);
    }

    @Test
    public void isLostWhenItsProviderStops() throws Exception {
        Doing<Boolean> waiting = Doing.start(() -> line.awaitInput(LONG)).blocked();
        stopProvider();
        assertTrue(waiting.result());
        assertTrue(line.awaitInput(LONG));
        assertFails(Kind.LOST, () -> line.write(bytes("a"), LONG));
        assertFails(Kind.LOST, () -> openLine().write(bytes("a"), LONG));
        line.close();
        assertFails(Kind.CLOSED, () -> line.write(bytes("a"), LONG));
    }

    @Test
    public void leavesNothingOpen() throws Exception {
        round();
        long before = descriptors();
        for (int i = 0; i < 200; i++) round();
        long after = descriptors();
        assertTrue(before + " before, " + after + " after", after <= before); // what others left may go meanwhile
    }

    private void round() throws Exception {
        close();
        open();
        line.write(bytes("hello"), LONG);
    }

    private static long descriptors() throws Exception {
        try (Stream<Path> open = Files.list(new File("/proc/self/fd").toPath())) {
            return open.count();
        }
    }
}
