package perihost.line;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static perihost.line.Doing.assertFails;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.Test;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;
import perihost.api.line.LineProvider;
import perihost.api.line.LineUri;

/** What cannot be read: a pipe, a file. */
public class FileWriteOnlyLineTest extends LineContract {
    @Override
    protected LineProvider provider() {
        return new FileLineProvider();
    }

    @Override
    protected void stopProvider() {
        ((FileLineProvider) provider).stop();
    }

    @Override
    protected Peer newPeer() throws Exception {
        return new FifoPeer();
    }

    private Line open(Path path, String query, Duration within) throws LineException {
        return provider.open(LineUri.parse("file:" + path + query), within);
    }

    @Test
    public void isKeptOpen() throws Exception {
        assertTrue(provider.keptOpen(LineUri.parse(peer.uri())));
    }

    @Test
    public void cannotBeRead() {
        assertFalse(line.duplex());
        assertFails(Kind.UNAVAILABLE, () -> line.read(ByteBuffer.allocate(1), SHORT));
        line.close();
        assertFails(Kind.CLOSED, () -> line.read(ByteBuffer.allocate(1), SHORT));
    }

    @Test
    public void saysThatItWasUnpluggedToWhomeverReadsAfterAWait() throws Exception {
        peer.vanish();
        assertTrue(line.awaitInput(LONG));
        LineException e = assertThrows(LineException.class, () -> line.read(ByteBuffer.allocate(1), Duration.ZERO));
        assertEquals(Kind.LOST, e.kind());
        assertTrue(e.getMessage(), e.getMessage().endsWith(" was unplugged"));
    }

    @Test
    public void makesNoFileByOpeningIt() throws Exception {
        Path missing = Path.of("target/no-such-device").toAbsolutePath();
        assertFails(Kind.UNAVAILABLE, () -> open(missing, "", LONG));
        assertFalse(Files.exists(missing));
    }

    @Test
    public void opensNoFolder() {
        assertFails(Kind.UNAVAILABLE, () -> open(Path.of("target").toAbsolutePath(), "", LONG));
    }

    @Test
    public void appendsToAPlainFile() throws Exception {
        Path file = Files.writeString(
                Files.createTempFile(Path.of("target"), "plain", "").toAbsolutePath(), "one,");
        try (Line toFile = open(file, "", LONG)) {
            toFile.write(bytes("two"), LONG);
            toFile.finish(LONG);
        }
        assertEquals("one,two", Files.readString(file));
        Files.delete(file);
    }

    @Test
    public void isNotReadWhenToldSo() throws Exception {
        try (PtyPeer pty = new PtyPeer("file:%s?read=no");
                Line toPty = provider.open(LineUri.parse(pty.uri()), LONG)) {
            assertFalse(toPty.duplex());
            toPty.write(bytes("x"), LONG);
            assertEquals('x', pty.fromLine().read());
        }
    }

    @Test
    public void noticesAnotherDeviceInItsPlace() throws Exception {
        Path file = Files.createTempFile(Path.of("target"), "plain", "").toAbsolutePath();
        try (Line toFile = open(file, "", LONG)) {
            Doing<Boolean> waiting = Doing.start(() -> toFile.awaitInput(LONG)).blocked();
            Path other = Files.createTempFile(Path.of("target"), "other", "").toAbsolutePath();
            Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertTrue(waiting.result());
            assertFails(Kind.LOST, () -> toFile.write(bytes("x"), LONG));
        }
        Files.delete(file);
    }

    @Test
    public void givesUpOpeningInTimeAndOpensOnceItCan() throws Exception {
        try (Peer other = new FifoPeer()) {
            Path fifo = Path.of(LineUri.parse(other.uri()).target());
            Path alone = fifo.resolveSibling("alone");
            assertEquals(
                    0, new ProcessBuilder("mkfifo", alone.toString()).start().waitFor());
            assertFails(Kind.TIMEOUT, () -> open(alone, "", SHORT));
            assertFails(Kind.TIMEOUT, () -> open(alone, "", SHORT));
            Doing<Line> opening = Doing.start(() -> open(alone, "", LONG)).blocked();
            opening.interrupt();
            opening.fails(Kind.UNAVAILABLE);
            try (RandomAccessFile end = new RandomAccessFile(alone.toFile(), "rw");
                    Line late = open(alone, "", LONG)) {
                late.write(bytes("x"), LONG);
                assertEquals('x', end.read());
            }
            Files.delete(alone);
        }
    }
}
