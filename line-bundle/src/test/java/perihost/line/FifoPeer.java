package perihost.line;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The reading end of a named pipe, which like a printer's device can only be written to. */
final class FifoPeer implements Peer {
    private final Path folder =
            Files.createTempDirectory(Path.of("target"), "fifo").toAbsolutePath();
    private final Path fifo = folder.resolve("lp");
    private final RandomAccessFile end;

    FifoPeer() throws Exception {
        Process making =
                new ProcessBuilder("mkfifo", fifo.toString()).inheritIO().start();
        if (!making.waitFor(10, TimeUnit.SECONDS) || making.exitValue() != 0) throw new IOException("no pipe");
        end = new RandomAccessFile(fifo.toFile(), "rw"); // does not wait for a writer
    }

    @Override
    public String uri() {
        return "file:" + fifo;
    }

    @Override
    public void meet() {}

    @Override
    public InputStream fromLine() throws IOException {
        return new BufferedInputStream(new FileInputStream(end.getFD()), 1);
    }

    @Override
    public OutputStream toLine() {
        return Channels.newOutputStream(end.getChannel());
    }

    @Override
    public void vanish() throws IOException {
        Files.deleteIfExists(fifo);
        end.close();
    }

    @Override
    public void close() throws IOException {
        vanish();
        Files.delete(folder);
    }
}
