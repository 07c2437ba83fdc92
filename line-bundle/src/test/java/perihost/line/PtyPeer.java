package perihost.line;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The far end of a pair of pseudo terminals that socat ties together; ending socat pulls the cable. */
final class PtyPeer implements Peer {
    private final String uri;
    private final Path folder =
            Files.createTempDirectory(Path.of("target"), "pty").toAbsolutePath();
    private final Path near = folder.resolve("A");
    private final Path far = folder.resolve("B");
    private final Process socat;
    private final InputStream fromLine;
    private final OutputStream toLine;

    /** @param form the line's URI with {@code %s} for the path */
    PtyPeer(String form) throws IOException {
        uri = form.formatted(near);
        socat = new ProcessBuilder("socat", "-d", "-d", "pty,raw,echo=0,link=" + near, "pty,raw,echo=0,link=" + far)
                .redirectErrorStream(true)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(socat.getInputStream(), StandardCharsets.US_ASCII));
        String word = said.readLine();
        while (word != null && !word.contains("starting data transfer loop")) word = said.readLine();
        if (word == null) throw new IOException("socat ended");
        fromLine = new BufferedInputStream(new FileInputStream(far.toFile())); // a file tries to seek
        toLine = new FileOutputStream(far.toFile());
    }

    @Override
    public String uri() {
        return uri;
    }

    Path near() {
        return near;
    }

    @Override
    public void meet() {}

    @Override
    public InputStream fromLine() {
        return fromLine;
    }

    @Override
    public OutputStream toLine() {
        return toLine;
    }

    @Override
    public void vanish() throws IOException {
        socat.destroy();
        try {
            if (!socat.waitFor(10, TimeUnit.SECONDS)) throw new IOException("socat does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        vanish();
        socat.getInputStream().close();
        fromLine.close();
        toLine.close();
        Files.deleteIfExists(near);
        Files.deleteIfExists(far);
        Files.delete(folder);
    }
}
