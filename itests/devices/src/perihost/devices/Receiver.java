package perihost.devices;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Collects what comes out of a device file. A child process reads it, as only a process can be torn from a read of a
 * device that has gone.
 */
final class Receiver implements AutoCloseable {
    private final Process reader;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // guarded by itself

    private Receiver(String setting, String reading, Path device) throws IOException {
        String open = "exec <" + device + " && " + setting + " && echo open && exec " + reading;
        reader = new ProcessBuilder("sh", "-c", open).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String opened = new String(reader.getInputStream().readNBytes("open\n".length()), StandardCharsets.US_ASCII);
        if (!opened.equals("open\n")) throw new IOException("cannot read " + device);
        Thread collector = new Thread(this::collect, "receiver");
        collector.setDaemon(true);
        collector.start();
    }

    /** Reads a device that is no terminal; open when this returns, so that nothing sent from then on is lost. */
    static Receiver of(Path device) throws IOException {
        return new Receiver("true", "cat", device);
    }

    /** The same for a terminal device, whose line discipline is kept from changing a byte. */
    static Receiver ofTerminal(Path device) throws IOException {
        return new Receiver("stty raw -echo", "cat", device);
    }

    /** Reads the first {@code count} bytes, then leaves the rest where it is, like a printer that waits for paper. */
    static Receiver ofFirst(int count, Path device) throws IOException {
        return new Receiver("true", "head -c " + count, device);
    }

    /** What has come when {@code count} bytes are there, the device has ended, or the time is over. */
    byte[] await(int count, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        synchronized (bytes) {
            while (bytes.size() < count && reader.isAlive() && System.nanoTime() < end) bytes.wait(100);
            return bytes.toByteArray();
        }
    }

    /** Whether the device ended, as it does when its cable is pulled, within the time. */
    boolean ends(Duration limit) throws InterruptedException {
        return reader.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        reader.destroyForcibly().onExit().join();
    }

    private void collect() {
        byte[] some = new byte[8192];
        try (InputStream in = reader.getInputStream()) {
            for (int n = in.read(some); n >= 0; n = in.read(some)) add(some, n);
        } catch (IOException e) {
            System.err.println("receiver: " + e.getMessage());
        }
    }

    private void add(byte[] some, int n) {
        synchronized (bytes) {
            bytes.write(some, 0, n);
            bytes.notifyAll();
        }
    }
}
