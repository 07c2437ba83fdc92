package perihost.host;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Standard error that never blocks who writes to it: a pipe that nobody reads would otherwise stop, with its first 64
 * KiB, every thread that logs. One thread writes; what it cannot write in time is dropped, counted and told.
 */
final class StandardError extends OutputStream implements Runnable {
    private static final int WAITING_BYTES = 256 * 1024;

    private final OutputStream sink;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(); // this and the next two guarded by this
    private int dropped;
    private boolean idle = true;

    private StandardError(OutputStream sink) {
        this.sink = sink;
    }

    /** Replaces {@code System.err}, and {@code System.out} with it, by streams that do not block. */
    static StandardError install() {
        StandardError error = on(new FileOutputStream(FileDescriptor.err));
        PrintStream stream = new PrintStream(error, true, charset());
        System.setErr(stream);
        System.setOut(stream);
        return error;
    }

    /** Writes to {@code sink} from now on, on a thread of its own. */
    static StandardError on(OutputStream sink) {
        StandardError error = new StandardError(sink);
        Thread thread = new Thread(error, "standard error");
        thread.setDaemon(true);
        thread.start();
        return error;
    }

    /** The one that Java has chosen for standard error; its name differs between 17 and later versions. */
    private static Charset charset() {
        String before = System.getProperty(
                "sun.stderr.encoding", Charset.defaultCharset().name());
        return Charset.forName(System.getProperty("stderr.encoding", before));
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        if (waiting.size() + length > WAITING_BYTES) {
            dropped++;
            return;
        }
        waiting.write(bytes, from, length);
        notifyAll();
    }

    /**
     * Waits until all has been written.
     *
     * @return whether it has been within {@code patience}
     */
    synchronized boolean drain(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!idle || waiting.size() > 0) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) return false;
            wait(left);
        }
        return true;
    }

    @Override
    public void run() {
        try {
            while (true) pass(next());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized byte[] next() throws InterruptedException {
        idle = true;
        notifyAll();
        while (waiting.size() == 0) wait();
        idle = false;
        if (dropped > 0) {
            String note = dropped + " messages dropped here: standard error was not read\n";
            waiting.writeBytes(note.getBytes(StandardCharsets.US_ASCII));
            dropped = 0;
        }
        byte[] bytes = waiting.toByteArray();
        waiting.reset();
        return bytes;
    }

    private void pass(byte[] bytes) {
        try {
            sink.write(bytes);
        } catch (IOException e) {
            synchronized (this) {
                dropped++; // its reader has gone; there is nowhere to say so but in the files, which have it all
            }
        }
    }
}
