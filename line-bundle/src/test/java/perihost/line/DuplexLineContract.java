package perihost.line;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static perihost.line.Doing.assertFails;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.Test;
import perihost.api.line.LineException.Kind;

/** What every line keeps to from which bytes come back. */
public abstract class DuplexLineContract extends LineContract {
    private void say(String text) throws Exception {
        peer.toLine().write(bytes(text).array());
        peer.toLine().flush();
    }

    private byte[] read(int length) throws Exception {
        ByteBuffer got = ByteBuffer.allocate(length);
        while (got.hasRemaining()) if (line.read(got, LONG) == 0) throw new AssertionError("silence after " + got);
        return got.array();
    }

    @Test
    public void isDuplex() {
        assertTrue(line.duplex());
    }

    @Test
    public void readsWhatIsThere() throws Exception {
        say("hello");
        assertTrue(line.awaitInput(LONG));
        assertTrue("as long as it was not read", line.awaitInput(LONG));
        assertArrayEquals(bytes("hello").array(), read(5));
        assertFalse(line.awaitInput(Duration.ZERO));
    }

    @Test
    public void readsNoMoreThanThereIsRoomFor() throws Exception {
        say("hello");
        ByteBuffer room = ByteBuffer.allocate(8).position(2).limit(4);
        assertEquals(2, line.read(room, LONG));
        assertEquals(4, room.position());
        assertArrayEquals(bytes("llo").array(), read(3));
        assertThrows(IllegalArgumentException.class, () -> line.read(room, LONG));
    }

    @Test
    public void waitsForTheFirstByte() throws Exception {
        Doing<byte[]> reading = Doing.start(() -> read(1)).blocked();
        say("x");
        assertArrayEquals(bytes("x").array(), reading.result());
    }

    @Test
    public void readsNothingFromSilence() throws Exception {
        ByteBuffer room = ByteBuffer.allocate(8);
        assertEquals(0, line.read(room, Duration.ZERO));
        assertEquals(0, line.read(room, SHORT));
        assertEquals(0, room.position());
    }

    @Test
    public void isNotDisturbedInItsReadByAWake() throws Exception {
        Doing<byte[]> reading = Doing.start(() -> read(1)).blocked();
        line.wake();
        say("x");
        assertArrayEquals(bytes("x").array(), reading.result());
        assertFalse("the next wait was meant", line.awaitInput(LONG));
    }

    @Test
    public void readsAMebibyteByteByByteAsItWas() throws Exception {
        byte[] sent = noise(MEBIBYTE, 2);
        Doing<Void> saying = Doing.run(() -> {
            peer.toLine().write(sent);
            peer.toLine().flush();
        });
        assertArrayEquals(sent, read(MEBIBYTE));
        saying.result();
    }

    @Test
    public void readsAndWritesInTurnWithAPeerThatEchoes() throws Exception {
        Doing<Void> echoing = Doing.run(() -> {
            for (int left = MEBIBYTE; left > 0; left -= 1024)
                peer.toLine().write(peer.fromLine().readNBytes(1024));
        });
        byte[] sent = noise(MEBIBYTE, 4);
        for (int done = 0; done < MEBIBYTE; done += 1024) {
            line.write(ByteBuffer.wrap(sent, done, 1024), LONG);
            assertArrayEquals(Arrays.copyOfRange(sent, done, done + 1024), read(1024));
        }
        echoing.result();
    }

    @Test
    public void endsABlockedReadWhenClosed() throws Exception {
        Doing<byte[]> reading = Doing.start(() -> read(1)).blocked();
        line.close();
        reading.fails(Kind.CLOSED);
        assertFails(Kind.CLOSED, () -> line.read(ByteBuffer.allocate(1), LONG));
    }

    @Test
    public void tellsALossInABlockedRead() throws Exception {
        Doing<byte[]> reading = Doing.start(() -> read(1)).blocked();
        peer.vanish();
        reading.fails(Kind.LOST);
        assertFails(Kind.LOST, () -> line.read(ByteBuffer.allocate(1), LONG));
    }

    @Test
    public void hearsTheLastWordsOfAPeerThatWent() throws Exception {
        say("bye");
        assertTrue(line.awaitInput(LONG));
        assertArrayEquals(bytes("bye").array(), read(3));
        peer.vanish();
        assertTrue(line.awaitInput(LONG));
        assertFails(Kind.LOST, () -> read(1));
    }
}
