package perihost.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that closes when a request's header takes too long: Jetty's idle time-out starts anew with each byte. It
 * also writes large buffers piece by piece: the JDK copies what it is given to write, whole, however little the socket
 * takes.
 */
final class ClientEndPoint extends SocketChannelEndPoint {
    private static final int PIECE_BYTES = 128 << 10;

    private final Scheduler scheduler;
    private final int headerMillis;
    private final Connections connections;
    private volatile boolean inRequest;
    // Both belong to the thread that reads; Jetty hands the connection on with the needed ordering.
    private boolean begun;
    private Scheduler.Task deadline;

    ClientEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            int headerMillis,
            Connections connections) {
        super(channel, selector, key, scheduler);
        this.scheduler = scheduler;
        this.headerMillis = headerMillis;
        this.connections = connections;
    }

    /** A header has been read whole; what comes now is a body or WebSocket frames. The reading thread. */
    void requestBegins() {
        inRequest = true;
        begun = false;
        if (deadline != null) deadline.cancel();
        deadline = null;
    }

    /** What comes after the answer is another header. Any thread. */
    void requestEnds() {
        inRequest = false;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        if (filled > 0 && !inRequest) begun = true;
        return filled;
    }

    @Override
    public void fillInterested(Callback callback) {
        if (begun && !inRequest && deadline == null)
            deadline = scheduler.schedule(this::close, headerMillis, TimeUnit.MILLISECONDS);
        super.fillInterested(callback);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        for (ByteBuffer buffer : buffers) if (buffer.remaining() > PIECE_BYTES) return flushInPieces(buffers);
        return super.flush(buffers);
    }

    private boolean flushInPieces(ByteBuffer... buffers) throws IOException {
        for (ByteBuffer buffer : buffers) {
            int end = buffer.limit();
            while (buffer.hasRemaining()) {
                buffer.limit(Math.min(end, buffer.position() + PIECE_BYTES));
                boolean all;
                try {
                    all = super.flush(buffer);
                } finally {
                    buffer.limit(end);
                }
                if (!all) return false;
            }
        }
        return true;
    }

    @Override
    public void onClose(Throwable cause) {
        connections.closed();
        super.onClose(cause);
    }
}
