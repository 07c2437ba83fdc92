package perihost.itests.payment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import perihost.itests.harness.RunningHost;

/**
 * A tcp line from a host to a terminal on which everything goes wrong, by seed ({@link Mishaps}), from {@link #rage} to
 * {@link #calm}.
 * One connection at a time: while it lasts, and for a while after it was cut, nobody else gets in. On the way to the host
 * the terminal's masked card number is made a whole one, as terminals may tell.
 */
final class FaultyLine implements AutoCloseable {
    private static final int AWAY_MILLIS = 400;
    private static final int PIECE = 4096;

    private final int port;
    private final int terminal;
    private final Random dice;
    private final Mishaps toTerminal;
    private final Mishaps toHost;
    private final Thread thread = new Thread(this::run, "line");
    private volatile boolean calm = true;
    private volatile boolean closed;
    private volatile ServerSocket door;
    private volatile Socket host = new Socket();
    private volatile Socket device = new Socket();
    private long passed; // guarded by this

    private FaultyLine(int terminal, long seed, double rate) throws IOException {
        this.port = RunningHost.freePort();
        this.terminal = terminal;
        this.dice = new Random(seed);
        this.toTerminal = new Mishaps(dice.nextLong(), rate);
        this.toHost = new Mishaps(dice.nextLong(), rate);
        this.door = open();
        thread.setDaemon(true);
        thread.start();
    }

    /** A line to the terminal that listens on this port; so many chunks of 1 come to harm. */
    static FaultyLine to(int terminal, long seed, double rate) throws IOException {
        return new FaultyLine(terminal, seed, rate);
    }

    /** Where the host finds it. */
    int port() {
        return port;
    }

    /** From now on much goes wrong. */
    void rage() {
        calm = false;
    }

    /** From now on nothing goes wrong. */
    void calm() {
        calm = true;
    }

    /** Waits until so many bytes have passed, in whatever direction, for so long at most. */
    synchronized void awaitBytes(long count, Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        long until = passed + count;
        for (long left = within.toNanos(); passed < until && left > 0; left = end - System.nanoTime())
            TimeUnit.NANOSECONDS.timedWait(this, left);
    }

    private synchronized void passed(int count) {
        passed += count;
        notifyAll();
    }

    private ServerSocket open() throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true); // connections of a moment ago linger
        opened.bind(new InetSocketAddress(loopback(), port), 1);
        return opened;
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private void run() {
        while (!closed) {
            try {
                serveOne();
                if (!calm) pause(dice.nextInt(AWAY_MILLIS));
                door = open();
            } catch (IOException e) {
                if (!closed) throw new IllegalStateException("the test's own line fails", e);
            }
        }
    }

    private void serveOne() throws IOException {
        try (Socket near = door.accept();
                Socket far = new Socket()) {
            door.close();
            if (reaches(far)) carry(near, far);
        }
    }

    private boolean reaches(Socket far) {
        try {
            far.connect(new InetSocketAddress(loopback(), terminal));
            return true;
        } catch (IOException e) {
            return false; // the terminal is off
        }
    }

    private void carry(Socket near, Socket far) throws IOException {
        host = near;
        device = far;
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        Thread back = new Thread(() -> pump(far, near, toHost), "to host");
        back.setDaemon(true);
        back.start();
        pump(near, far, toTerminal);
        try {
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is on its way when the line is cut is lost. */
    private void pump(Socket from, Socket to, Mishaps mishaps) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[PIECE];
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                if (!calm) count = glued(in, buffer, count, mishaps);
                passed(count);
                byte[] chunk = CardNumber.told(Arrays.copyOf(buffer, count));
                if (calm) to.getOutputStream().write(chunk);
                else if (!put(chunk, to.getOutputStream(), mishaps)) return;
            }
        } catch (IOException e) {
            return; // the other direction has ended, or one of both ends
        }
    }

    private static int glued(InputStream in, byte[] buffer, int count, Mishaps mishaps) throws IOException {
        long millis = mishaps.hold().toMillis();
        if (millis == 0) return count;
        pause(millis);
        int more = Math.min(in.available(), buffer.length - count);
        return more == 0 ? count : count + in.read(buffer, count, more);
    }

    private static boolean put(byte[] chunk, OutputStream out, Mishaps mishaps) throws IOException {
        for (Mishaps.Piece piece : mishaps.of(chunk)) {
            pause(piece.afterMillis());
            out.write(piece.bytes());
            if (piece.cut()) return false;
        }
        return true;
    }

    /** These times are what is done to the line, not what is waited for. */
    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public void close() throws IOException {
        closed = true;
        door.close();
        host.close();
        device.close();
    }

    @Override
    public String toString() {
        return "to terminal " + toTerminal + ", to host " + toHost;
    }
}
