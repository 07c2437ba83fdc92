package perihost.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.IO;

/** One listening socket on a loopback address, with who may call on it and the limits of its connections. */
final class LoopbackConnector extends ServerConnector {
    /**
     * What the kernel may hold for a client that does not read; it takes twice as much. Without a bound it grows to
     * megabytes for each client.
     */
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private final Connections connections;
    private volatile Guard guard;
    private volatile int headerMillis;

    LoopbackConnector(Server server, ByteBufferPool pool, int selectors, HttpConnectionFactory http, Connections all) {
        super(server, null, null, pool, 0, selectors, http);
        connections = all;
        setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        addBean(all);
    }

    /** Applies limits to the connections to come, and the origins to all requests to come. The socket must be open. */
    void apply(Settings settings) {
        guard = new Guard(getLocalPort(), settings.allowedOrigins());
        headerMillis = settings.headerSeconds() * 1000;
        setIdleTimeout(settings.idleSeconds() * 1000L);
        getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setRequestHeaderSize(settings.maxHeaderBytes());
    }

    Guard guard() {
        return guard;
    }

    /** Closes the listening socket; connections stay. */
    void stopAccepting() {
        if (getTransport() instanceof ServerSocketChannel socket) IO.close(socket);
        setAccepting(false); // wakes the selector, which holds a closed socket until then
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint endPoint =
                new ClientEndPoint(channel, selector, key, getScheduler(), headerMillis, connections);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}
