package perihost.line;

import static perihost.line.Failure.timeout;
import static perihost.line.Failure.unavailable;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.line.LineException;

/**
 * A connected socket that never blocks but in {@link #ready}, and whose every failure is a {@link LineException}. One
 * thread uses it; {@link #rouse()} and {@link #close()} may come from any other.
 */
final class TcpSocket {
    /** No more at once: for each thread the JDK keeps a buffer outside the heap as large as the largest piece. */
    private static final int PIECE = 64 * 1024;

    /**
     * A peer that vanished is asked after 1 s of silence and given up 1 s later: the one setting that keeps the promise
     * of 2 s. Its price is that a network that swallows one such question loses an idle line.
     */
    private static final Map<SocketOption<Integer>, Integer> KEEP_ALIVE = Map.of(
            ExtendedSocketOptions.TCP_KEEPIDLE, 1,
            ExtendedSocketOptions.TCP_KEEPINTERVAL, 1,
            ExtendedSocketOptions.TCP_KEEPCOUNT, 1);

    private static final Logger log = LoggerFactory.getLogger(TcpSocket.class);

    private final String peer;
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean closed;
    private volatile String lostBecause = "";
    private volatile boolean dropUnsent;

    private TcpSocket(String peer, SocketChannel channel, Selector selector) throws IOException {
        this.peer = peer;
        this.channel = channel;
        this.selector = selector;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        for (Map.Entry<SocketOption<Integer>, Integer> option : KEEP_ALIVE.entrySet())
            if (channel.supportedOptions().contains(option.getKey()))
                channel.setOption(option.getKey(), option.getValue());
        key = channel.register(selector, 0);
    }

    /** Calls the peer; nothing is left open when that fails. */
    static TcpSocket connect(TcpTarget target, InetAddress address, Deadline deadline) throws LineException {
        TcpSocket socket = unconnected(target, address);
        try {
            socket.call(new InetSocketAddress(address, target.port()), deadline);
            return socket;
        } catch (IOException e) {
            socket.close();
            if (e instanceof LineException known) throw known;
            throw unavailable(target + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private static TcpSocket unconnected(TcpTarget target, InetAddress address) throws LineException {
        boolean four = address instanceof Inet4Address;
        try {
            SocketChannel channel =
                    SocketChannel.open(four ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
            try {
                return new TcpSocket(target.toString(), channel, Selector.open());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw unavailable("no socket for " + target + ": " + e.getMessage(), e);
        }
    }

    private void call(InetSocketAddress address, Deadline deadline) throws IOException {
        boolean connected = channel.connect(address);
        while (!connected) {
            if (deadline.over()) throw timeout(peer + " did not answer in time");
            key.interestOps(SelectionKey.OP_CONNECT);
            selector.select(deadline.leftMillis());
            if (Thread.currentThread().isInterrupted()) throw Failure.interrupted(peer);
            connected = channel.finishConnect();
        }
        // a call to a free local port can be given that very port as its own, and then answers itself
        if (channel.getLocalAddress().equals(channel.getRemoteAddress())) throw unavailable(peer + " refused");
    }

    String peer() {
        return peer;
    }

    SocketChannel channel() {
        return channel;
    }

    /** Takes what is there, at most a piece: 0 when nothing is, less when the peer has ended its side. */
    int receive(ByteBuffer into) throws LineException {
        try {
            int got = channel.read(piece(into));
            into.position(into.position() + Math.max(0, got));
            return got;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Hands over as much as the system takes, at most a piece. */
    int send(ByteBuffer from) throws LineException {
        try {
            int sent = channel.write(piece(from));
            from.position(from.position() + sent);
            return sent;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static ByteBuffer piece(ByteBuffer whole) {
        return whole.slice(whole.position(), Math.min(PIECE, whole.remaining()));
    }

    /** Nothing more is sent. */
    void end() throws LineException {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Waits for one of these {@link SelectionKey} operations, or for the peer's end or reset. False when the time was
     * over or somebody roused it before. An interrupt closes the line, as there is no other way to heed it.
     */
    boolean ready(int operations, Deadline deadline) throws LineException {
        try {
            key.interestOps(operations);
            long millis = deadline.leftMillis();
            int ready = millis == 0 ? selector.selectNow(any -> {}) : selector.select(any -> {}, millis);
            if (Thread.currentThread().isInterrupted()) close();
            if (released.get()) throw ended();
            return ready > 0;
        } catch (IOException | CancelledKeyException | ClosedSelectorException e) {
            throw failed(e);
        }
    }

    LineException failed(Exception e) {
        if (released.get()) return ended();
        if (e instanceof LineException known) return known;
        return Failure.lost("the connection to " + peer + " broke", e);
    }

    private LineException ended() {
        return closed ? Failure.closed(peer) : Failure.lost(lostBecause);
    }

    /** Ends a wait that is in progress, or else the next. Any thread. */
    void rouse() {
        selector.wakeup();
    }

    /** Whether closing throws away what the peer has not got yet; else the system goes on sending it by itself. */
    void dropUnsent(boolean drop) {
        dropUnsent = drop;
    }

    /**
     * Closes, and lets the system send what is left. False when it could not in time; a reset looks like success. For
     * systems that tell nothing more. Waits for whole seconds, and no other thread can end that.
     */
    boolean closeLingering(Deadline deadline) throws LineException {
        int seconds = (int) Math.min(Short.MAX_VALUE, deadline.leftMillis() / 1000 + 1);
        try {
            key.cancel();
            selector.selectNow();
            if (!released.compareAndSet(false, true)) throw ended();
            closed = true;
            Deadline end = Deadline.in(Duration.ofSeconds(seconds));
            try (selector;
                    channel) {
                channel.configureBlocking(true);
                channel.setOption(StandardSocketOptions.SO_LINGER, seconds);
            }
            return !end.over();
        } catch (IOException | CancelledKeyException | ClosedSelectorException e) {
            throw failed(e);
        }
    }

    /** Frees all at once and ends a wait in another thread. Any thread. */
    void close() {
        closed = true;
        release();
    }

    /** As {@link #close()}, but it tells a loss. Any thread. */
    void lose(String why) {
        lostBecause = why;
        release();
    }

    private void release() {
        if (!released.compareAndSet(false, true)) return;
        try (selector;
                channel) {
            if (dropUnsent) channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            log.debug("closing the connection to {}: {}", peer, e.getMessage());
        }
    }
}
