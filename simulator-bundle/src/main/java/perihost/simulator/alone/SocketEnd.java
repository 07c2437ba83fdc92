package perihost.simulator.alone;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;
import perihost.simulator.DeviceEnd;

/** The device's end of a connection. */
final class SocketEnd implements DeviceEnd {
    private static final Logger LOG = LoggerFactory.getLogger(SocketEnd.class);

    private final Socket socket;

    SocketEnd(Socket socket) {
        this.socket = socket;
    }

    @Override
    public int read(ByteBuffer into, Duration within) throws LineException {
        byte[] piece = new byte[into.remaining()];
        try {
            socket.setSoTimeout((int) Math.max(1, within.toMillis()));
            int got = socket.getInputStream().read(piece);
            if (got < 0) return FINISHED;
            into.put(piece, 0, got);
            return got;
        } catch (SocketTimeoutException e) {
            return 0;
        } catch (IOException e) {
            throw cutOff(e);
        }
    }

    @Override
    public void write(ByteBuffer from) throws LineException {
        byte[] piece = new byte[from.remaining()];
        from.get(piece);
        try {
            socket.getOutputStream().write(piece);
        } catch (IOException e) {
            throw cutOff(e);
        }
    }

    private static LineException cutOff(IOException e) {
        return new LineException(Kind.CLOSED, "the connection has ended", e);
    }

    @Override
    public void hangUp(String why) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing", e);
        }
    }
}
