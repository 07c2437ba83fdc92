package perihost.line;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static perihost.line.Failure.unavailable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.line.LineException;

/**
 * A device file, such as {@code /dev/usb/lp0}. Never made by being opened.
 *
 * <p>A file channel allows one call at a time, and so would not write while a read waits; only reads at a position are
 * apart. They do on devices that know positions, as USB printers, which may be opened once only, pretend to. Those that
 * do not, as terminals, may be opened twice.
 */
final class FileDevice implements BlockingDevice {
    private static final int CHUNK = 8 * 1024;
    private static final Duration REFUSAL = Duration.ofMillis(20);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(FileDevice.class);

    private final Node node;
    private final FileChannel writing;
    private final FileChannel reading;
    private final boolean positions;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch refused = new CountDownLatch(1);
    private volatile boolean readable;
    private volatile boolean settled;

    private FileDevice(Node node, FileChannel writing, FileChannel reading, boolean positions, boolean readable) {
        this.node = node;
        this.writing = writing;
        this.reading = reading;
        this.positions = positions;
        this.readable = readable;
    }

    /** May block for as long as the system likes. */
    static FileDevice open(FileTarget target) throws LineException {
        Path path = target.path();
        if (!Files.exists(path)) throw unavailable(path + " is not there");
        if (Files.isDirectory(path)) throw unavailable(path + " is a folder");
        try {
            Node node = Node.at(path);
            return node.character() && target.read() && Files.isReadable(path) ? duplex(node) : writeOnly(node);
        } catch (IOException e) {
            throw unavailable(path + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static FileDevice writeOnly(Node node) throws IOException {
        FileChannel channel = FileChannel.open(node.path(), Files.isRegularFile(node.path()) ? APPEND : WRITE);
        return new FileDevice(node, channel, channel, false, false);
    }

    private static FileDevice duplex(Node node) throws IOException {
        FileChannel both;
        try {
            both = FileChannel.open(node.path(), READ, WRITE);
        } catch (IOException e) {
            log.debug("{} is written to only: {}", node.path(), e.getMessage());
            return writeOnly(node);
        }
        if (knowsPositions(both)) return new FileDevice(node, both, both, true, true);
        try {
            return new FileDevice(node, both, FileChannel.open(node.path(), READ), false, true);
        } catch (IOException e) {
            log.debug("{} is written to only: {}", node.path(), e.getMessage());
            return new FileDevice(node, both, both, false, false);
        }
    }

    private static boolean knowsPositions(FileChannel channel) {
        try {
            return channel.position() >= 0;
        } catch (IOException notAPlaceInIt) {
            return false;
        }
    }

    /**
     * To be called once, while a first read is under way: a device that refuses it at once, as printers do that have no
     * way back, is not readable.
     */
    void settle() throws InterruptedException {
        if (readable && refused.await(REFUSAL.toMillis(), TimeUnit.MILLISECONDS)) readable = false;
        settled = true;
    }

    @Override
    public String name() {
        return node.path().toString();
    }

    @Override
    public boolean readable() {
        return readable;
    }

    /** An end or a failure is one only when the node is gone; else a printer had nothing to say, and is asked again. */
    @Override
    public int read(byte[] into) throws InterruptedException {
        ByteBuffer room = ByteBuffer.wrap(into);
        do {
            try {
                int got = positions ? reading.read(room, 0) : reading.read(room);
                if (got > 0) return got;
            } catch (ClosedChannelException e) {
                return -1;
            } catch (IOException e) {
                log.debug("{} was not read: {}", name(), e.getMessage());
                if (!settled) return refuse();
            }
        } while (node.isThere() && !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        return -1;
    }

    private int refuse() throws InterruptedException {
        refused.countDown();
        closed.await();
        return -1;
    }

    @Override
    public void write(byte[] from, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(from, 0, length);
        while (rest.hasRemaining()) writing.write(rest);
    }

    @Override
    public int chunk() {
        return CHUNK;
    }

    @Override
    public Duration settling() {
        return Duration.ZERO;
    }

    @Override
    public boolean present() {
        return node.isThere();
    }

    /** Closing frees the calls, and waits for them: so it is done elsewhere. */
    @Override
    public void unblock() {
        if (!closing.compareAndSet(false, true)) return;
        closed.countDown();
        Thread thread = new Thread(this::close, "perihost-line-close-" + name());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try (reading;
                writing) {
            closed.countDown();
        } catch (IOException e) {
            log.debug("closing {}: {}", name(), e.getMessage());
        }
    }
}
