package perihost.simulator.alone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.simulator.SimulatedDevice;

/** A port on this machine's loopback address; one host at a time, the next one waits. */
final class TcpDoor implements Door {
    private static final int WAITING = 8;
    private static final Logger LOG = LoggerFactory.getLogger(TcpDoor.class);

    private final int port;
    private final ServerSocket server;
    private volatile Optional<SocketEnd> inside = Optional.empty();

    /** @param port 0: any free one */
    TcpDoor(int port) throws IOException {
        this.port = port;
        server = new ServerSocket();
    }

    @Override
    public void serve(SimulatedDevice device, Consumer<String> ready) throws IOException {
        try {
            server.setReuseAddress(true); // connections of an earlier run may linger
            server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), WAITING);
        } catch (IOException e) {
            throw new IOException("port " + port + ": " + e.getMessage(), e);
        }
        ready.accept("listening on " + server.getLocalPort());
        while (!server.isClosed()) admit(device);
    }

    private void admit(SimulatedDevice device) {
        try (Socket socket = server.accept()) {
            if (device.absent().isPresent()) return;
            socket.setTcpNoDelay(true);
            SocketEnd end = new SocketEnd(socket);
            inside = Optional.of(end);
            device.serve(end);
        } catch (IOException e) {
            LOG.debug("a connection ended: {}", e.getMessage());
        } finally {
            inside = Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("closing", e);
        }
        inside.ifPresent(end -> end.hangUp("the simulator ends"));
    }
}
