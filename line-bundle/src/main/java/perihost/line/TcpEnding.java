package perihost.line;

import static perihost.line.Failure.lost;
import static perihost.line.Failure.timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import perihost.api.line.LineException;
import perihost.line.TcpTable.Entry;

/**
 * Ends a connection and finds out whether the peer has got everything. Closing does not tell: Linux answers it in the
 * same way whether the last bytes were acknowledged, refused or thrown away. So its connection table is read, first
 * until nothing is unacknowledged, then, our side ended, until that end has been acknowledged too. What the peer still
 * says meanwhile is taken and dropped: closing with input unread would reset the connection under its hands.
 */
final class TcpEnding {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final TcpSocket socket;
    private final TcpTable table;
    private final ByteBuffer dropped = ByteBuffer.allocate(64 * 1024);
    private boolean peerEnded;

    private TcpEnding(TcpSocket socket, TcpTable table) {
        this.socket = socket;
        this.table = table;
    }

    /** Returns when all has arrived; the socket may be closed by then, or not. */
    static void await(TcpSocket socket, Deadline deadline) throws LineException {
        Optional<TcpTable> table;
        try {
            table = TcpTable.of(socket.channel());
        } catch (IOException e) {
            throw socket.failed(e);
        }
        if (table.isPresent()) new TcpEnding(socket, table.get()).await(deadline);
        else if (!socket.closeLingering(deadline)) throw late(socket);
    }

    private void await(Deadline deadline) throws LineException {
        until(deadline, Entry::allAcknowledged, false);
        socket.end();
        until(deadline, Entry::endAcknowledged, true);
    }

    private void until(Deadline deadline, Predicate<Entry> enough, boolean ended) throws LineException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            Optional<Entry> connection = look();
            // both sides ended and acknowledged: the system forgets the connection, as it does after a reset
            if (connection.isEmpty() && !(ended && peerEnded)) throw lost(socket.peer() + " reset the connection");
            if (connection.isEmpty() || enough.test(connection.get())) return;
            if (deadline.over()) throw late(socket);
            socket.ready(peerEnded ? 0 : SelectionKey.OP_READ, deadline.butIn(pause));
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
    }

    /** The table first, the socket after: a reset that empties the one is then told by the other. */
    private Optional<Entry> look() throws LineException {
        try {
            Optional<Entry> connection = table.find();
            int got = peerEnded ? -1 : socket.receive(dropped.clear());
            peerEnded = got < 0;
            return connection;
        } catch (IOException e) {
            throw socket.failed(e);
        }
    }

    private static LineException late(TcpSocket socket) {
        return timeout(socket.peer() + " did not acknowledge all bytes in time");
    }
}
