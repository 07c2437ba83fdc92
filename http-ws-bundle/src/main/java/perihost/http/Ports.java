package perihost.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.IO;

/** Opens one port on the loopback addresses of both families (A8). */
final class Ports {
    private static final int BACKLOG = 256;
    private static final int TRIES = 50;

    private Ports() {}

    /** Opens the listening sockets of one port. */
    interface Opener {
        /**
         * @param port 0 takes a free one
         * @throws IOException if it cannot be had; nothing is left open then
         */
        List<ServerSocketChannel> open(int port) throws IOException;
    }

    /**
     * Opens listening sockets on 127.0.0.1 and, where the machine has it, ::1, all on one port.
     *
     * @param port 0 takes one that is free on both
     * @throws IOException if it cannot be had; nothing is left open then
     */
    static List<ServerSocketChannel> open(int port) throws IOException {
        List<InetAddress> addresses = loopbacks();
        if (port != 0) return openAll(addresses, port);
        for (int i = 1; i < TRIES; i++) {
            try {
                return openAll(addresses, 0);
            } catch (BindException takenOnTheOtherAddress) {
                continue;
            }
        }
        return openAll(addresses, 0);
    }

    private static List<InetAddress> loopbacks() throws IOException {
        List<InetAddress> addresses = new ArrayList<>(List.of(InetAddress.getByName("127.0.0.1")));
        InetAddress six = InetAddress.getByName("::1");
        if (NetworkInterface.getByInetAddress(six) != null) addresses.add(six);
        return addresses;
    }

    private static List<ServerSocketChannel> openAll(List<InetAddress> addresses, int port) throws IOException {
        List<ServerSocketChannel> open = new ArrayList<>();
        int chosen = port;
        try {
            for (InetAddress address : addresses) {
                ServerSocketChannel socket = ServerSocketChannel.open();
                open.add(socket);
                socket.bind(new InetSocketAddress(address, chosen), BACKLOG);
                chosen = socket.socket().getLocalPort();
            }
            return open;
        } catch (IOException e) {
            open.forEach(IO::close);
            throw e;
        }
    }
}
