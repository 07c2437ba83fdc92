package perihost.bench.terminal;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import perihost.bench.server.Proc;

/** A serial port's stand-in without a speed: a pty. One end is a path that a host can open, the other is this program's. */
public final class Relay implements Closeable {
    private static final int LOOKS = 5_000;

    private final Path port;
    private final Process socat;
    private final Closeable held; // socat ends when nobody has the port open

    private Relay(Path port, Process socat, Closeable held) {
        this.port = port;
        this.socat = socat;
        this.held = held;
    }

    /** @param port the path to be; nothing is there */
    public static Relay open(Path port) throws IOException, InterruptedException {
        Process socat = new ProcessBuilder("socat", "pty,raw,echo=0,link=" + port, "stdio")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        for (int i = 0; i < LOOKS && socat.isAlive(); i++) {
            if (Files.exists(port)) return new Relay(port, socat, new FileInputStream(port.toFile()));
            Thread.sleep(1);
        }
        socat.destroyForcibly();
        throw new IOException("socat made no " + port);
    }

    /** The end that a host opens. */
    public Path port() {
        return port;
    }

    /** What passes the bytes on. */
    public Proc proc() {
        return new Proc(socat.pid());
    }

    InputStream in() {
        return socat.getInputStream();
    }

    OutputStream out() {
        return socat.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        socat.destroyForcibly().onExit().join();
        held.close();
        Files.deleteIfExists(port);
    }
}
