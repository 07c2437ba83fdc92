package perihost.payment.smartro.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class FrameDecoderTest {
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 26, 12, 34, 56);
    private static final int ROUNDS = 20_000;

    @Test
    public void readsEveryVectorTheSameHoweverItIsCut() throws IOException {
        for (Vector v : Vector.all()) {
            byte[] bytes = v.bytes();
            for (int cut = 0; cut <= bytes.length; cut++) {
                Received received = new Received()
                        .feed(bytes, 0, cut)
                        .feed(bytes, cut, bytes.length)
                        .silent();
                check(v, received, "cut at " + cut);
            }
        }
    }

    @Test
    public void readsEveryVectorTheSameByteByByte() throws IOException {
        for (Vector v : Vector.all()) {
            Received received = new Received();
            for (int i = 0; i < v.bytes().length; i++) received.feed(v.bytes(), i, i + 1);
            check(v, received.silent(), "byte by byte");
        }
    }

    private static void check(Vector v, Received received, String how) {
        assertEquals(v.name() + ", " + how, v.tokens(), received.names());
        assertEquals(v.name() + ", " + how, v.json().get("garbageBytes").asLong(), received.decoder.dropped());
    }

    @Test
    public void refusesAnyFlippedBit() {
        byte[] whole = bytes(check());
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(
                    "bit " + bit,
                    List.of(),
                    new Received().feed(damaged).silent().frames());
        }
    }

    @Test
    public void refusesAFrameWithAnyByteMissing() {
        byte[] whole = bytes(check());
        for (int missing = 0; missing < whole.length; missing++) {
            Received received = new Received()
                    .feed(whole, 0, missing)
                    .feed(whole, missing + 1, whole.length)
                    .silent();
            assertEquals("without byte " + missing, List.of(), received.frames());
        }
    }

    @Test
    public void findsTheNextSoundFrameAfterAnyNoise() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] whole = bytes(check());
        for (int round = 0; round < ROUNDS; round++) {
            byte[] noise = noise(random, whole);
            Received received = new Received();
            feedInPieces(received, noise, random);
            received.silent();
            feedInPieces(received, whole, random);
            List<Frame> frames = received.frames();
            String message = "seed " + seed + ", round " + round;
            assertFalse(message, frames.isEmpty());
            assertEquals(message, check(), frames.get(frames.size() - 1));
            assertFalse(message, received.decoder.inFrame());
        }
    }

    @Test
    public void findsAFrameThatFollowsHalfOfAnotherWithoutAPause() {
        byte[] whole = bytes(check());
        for (int cut = 0; cut < whole.length; cut++) {
            Received received =
                    new Received().feed(whole, 0, cut).feed(whole).feed(whole).silent();
            assertEquals(
                    "half of " + cut,
                    check(),
                    received.frames().get(received.frames().size() - 1));
        }
    }

    @Test
    public void holdsNoMoreThanTheLongestFrame() {
        Received received = new Received();
        byte[] longest = bytes(Frame.of("", TIME, 'b', ByteBuffer.allocate(Frame.MAX_DATA)));
        for (int i = 0; i < 100; i++) received.feed(longest, 0, longest.length - 1);
        received.silent().feed(longest);
        assertEquals(1, received.frames().size());
    }

    private static Frame check() {
        return Frame.of("DEFAULT_TERM", TIME, 'a', new Modules('O', 'X', 'N', 'F').data());
    }

    private static byte[] bytes(Frame frame) {
        byte[] bytes = new byte[frame.bytes().remaining()];
        frame.bytes().get(bytes);
        return bytes;
    }

    /** Bytes that look like frames more often than chance would have it. */
    private static byte[] noise(Random random, byte[] whole) {
        ByteArrayOutputStream noise = new ByteArrayOutputStream();
        for (int i = random.nextInt(6); i > 0; i--) {
            if (random.nextBoolean()) {
                noise.write(whole, 0, random.nextInt(whole.length));
            } else {
                byte[] any = new byte[random.nextInt(60)];
                random.nextBytes(any);
                noise.writeBytes(any);
            }
            noise.write(random.nextInt(7));
        }
        return noise.toByteArray();
    }

    private static void feedInPieces(Received received, byte[] bytes, Random random) {
        for (int at = 0; at < bytes.length; ) {
            int to = Math.min(bytes.length, at + 1 + random.nextInt(50));
            received.feed(bytes, at, to);
            at = to;
        }
    }
}
