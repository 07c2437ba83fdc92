package perihost.itests.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A printer at the end of a tcp line: takes connections and keeps what each of them sent. */
public final class PrinterPeer implements AutoCloseable {
    private static final int BUFFER = 65_536;
    private static final int SMALL_BUFFER = 1024;

    private final ServerSocket server;
    private final Manner manner;
    private final BlockingQueue<byte[]> jobs = new LinkedBlockingQueue<>();
    private final List<byte[]> all = new ArrayList<>();
    private final List<Socket> open = new ArrayList<>();
    private final Semaphore begun = new Semaphore(0);
    private final Thread acceptor;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param manner how it serves; empty: it is stuck */
    private PrinterPeer(ServerSocket server, Optional<Manner> manner) {
        this.server = server;
        this.manner = manner.orElse(this::takeOneByte);
        acceptor = start(this::accept);
    }

    /** What it does with a connection; returns when it is done with it, and has put what it read into {@code taken}. */
    @FunctionalInterface
    public interface Manner {
        /** Serves one connection. */
        void serve(Socket socket, ByteArrayOutputStream taken) throws IOException;
    }

    /** A printer that takes all and closes when the other side has. */
    public static PrinterPeer taking() throws IOException {
        return on(0, PrinterPeer::takeAll);
    }

    /** A printer that takes all, on this port. */
    public static PrinterPeer taking(int port) throws IOException {
        return on(port, PrinterPeer::takeAll);
    }

    /** A printer on this port that resets the connection once it has taken this many bytes. */
    public static PrinterPeer resettingAfter(int port, int bytes) throws IOException {
        return on(port, (socket, taken) -> {
            taken.write(socket.getInputStream().readNBytes(bytes));
            socket.setSoLinger(true, 0);
        });
    }

    /** A printer on this port that takes one byte of a job and no more until the peer is closed. */
    public static PrinterPeer stuckOn(int port) throws IOException {
        return new PrinterPeer(listen(port, SMALL_BUFFER), Optional.empty());
    }

    /** A printer of this manner on this port; 0: any. */
    public static PrinterPeer on(int port, Manner manner) throws IOException {
        return new PrinterPeer(listen(port, BUFFER), Optional.of(manner));
    }

    private static ServerSocket listen(int port, int buffer) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.setReceiveBufferSize(buffer);
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 200);
        return server;
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** The bytes of the next connection that has ended. */
    public byte[] awaitJob() throws InterruptedException {
        byte[] job = jobs.poll(30, TimeUnit.SECONDS);
        if (job == null) throw new AssertionError("nothing came to the printer");
        return job;
    }

    /** Waits until a job's first byte has come to a stuck printer; each job counts once. */
    public void awaitBegun() throws InterruptedException {
        if (!begun.tryAcquire(30, TimeUnit.SECONDS)) throw new AssertionError("no job came to the printer");
    }

    /** What each connection that has ended sent, empty ones left out. */
    public List<byte[]> received() {
        synchronized (all) {
            return List.copyOf(all);
        }
    }

    /** Hears no more, and ends what is open; the port is free then. */
    @Override
    public void close() throws IOException {
        server.close();
        closed.countDown();
        synchronized (open) {
            for (Socket socket : open) socket.close();
        }
        try {
            acceptor.join(); // the system holds the port as long as it is in its call
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                synchronized (open) {
                    open.add(socket);
                }
                start(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) throw new IllegalStateException(e);
            }
        }
    }

    private void serve(Socket socket) {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        try (socket) {
            manner.serve(socket, taken);
        } catch (IOException e) {
            note(taken, "connection ended with " + e.getMessage());
            return;
        }
        note(taken, "");
    }

    private void note(ByteArrayOutputStream taken, String trouble) {
        if (taken.size() == 0) return;
        if (!trouble.isEmpty()) System.out.println("printer: " + trouble + " after " + taken.size() + " bytes");
        synchronized (all) {
            all.add(taken.toByteArray());
        }
        jobs.add(taken.toByteArray());
    }

    private static void takeAll(Socket socket, ByteArrayOutputStream taken) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] some = new byte[65536];
        for (int n = in.read(some); n >= 0; n = in.read(some)) taken.write(some, 0, n);
    }

    private void takeOneByte(Socket socket, ByteArrayOutputStream taken) throws IOException {
        if (socket.getInputStream().read() < 0) return; // somebody only looked whether it is there
        begun.release();
        try {
            closed.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "printer-peer");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
