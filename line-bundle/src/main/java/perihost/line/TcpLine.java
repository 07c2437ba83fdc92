package perihost.line;

import static perihost.line.Failure.lost;
import static perihost.line.Failure.timeout;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;

/** A line to a peer on the network. It has no thread of its own and costs nothing while idle. */
final class TcpLine implements OpenLines.Losable {
    private final String uri;
    private final TcpSocket socket;
    private final AtomicBoolean woken = new AtomicBoolean();

    TcpLine(String uri, TcpSocket socket) {
        this.uri = uri;
        this.socket = socket;
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public boolean duplex() {
        return true;
    }

    @Override
    public int read(ByteBuffer into, Duration within) throws LineException {
        if (!into.hasRemaining()) throw new IllegalArgumentException("into: no room");
        Deadline deadline = Deadline.in(within);
        while (true) {
            int got = socket.receive(into);
            if (got < 0) throw lost(socket.peer() + " ended the connection");
            if (got > 0 || deadline.over()) return got;
            socket.ready(SelectionKey.OP_READ, deadline);
        }
    }

    @Override
    public void write(ByteBuffer from, Duration within) throws LineException {
        Deadline deadline = Deadline.in(within);
        // bytes of a write that failed must not come out of a printer minutes later
        socket.dropUnsent(true);
        while (from.hasRemaining()) {
            if (socket.send(from) > 0) continue;
            if (deadline.over()) throw timeout(socket.peer() + " did not take all bytes in time");
            socket.ready(SelectionKey.OP_WRITE, deadline);
        }
        socket.dropUnsent(false);
    }

    @Override
    public boolean awaitInput(Duration within) throws LineException {
        Deadline deadline = Deadline.in(within);
        do {
            if (woken.getAndSet(false)) {
                ready(Deadline.in(Duration.ZERO)); // tells CLOSED
                return false;
            }
            if (ready(deadline)) return true;
        } while (!deadline.over());
        return false;
    }

    private boolean ready(Deadline deadline) throws LineException {
        try {
            return socket.ready(SelectionKey.OP_READ, deadline);
        } catch (LineException e) {
            if (e.kind() == Kind.LOST) return true;
            throw e;
        }
    }

    @Override
    public void wake() {
        woken.set(true);
        socket.rouse();
    }

    @Override
    public void finish(Duration within) throws LineException {
        socket.dropUnsent(true);
        try {
            TcpEnding.await(socket, Deadline.in(within));
            socket.dropUnsent(false);
        } finally {
            close();
        }
    }

    @Override
    public void lose(String why) {
        socket.lose(why);
    }

    @Override
    public void close() {
        socket.close();
    }
}
