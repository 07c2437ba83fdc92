package perihost.http;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** Makes Jetty's parts as we want them: few threads, nothing unbounded, nothing told about itself (A13). */
final class Jetty {
    private static final int MOST_THREADS = 24;
    private static final int LEAST_THREADS = 2;
    private static final int IDLE_THREAD_MILLIS = 30_000;
    private static final int STOP_MILLIS = 1000;
    private static final int INPUT_BYTES = 16 << 10;
    private static final int RESPONSE_HEADER_BYTES = 2048;
    private static final int SELECTORS = Math.min(2, Runtime.getRuntime().availableProcessors());

    private Jetty() {}

    /** A server without connectors. */
    static Server server() {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS, IDLE_THREAD_MILLIS);
        threads.setName("perihost-http");
        threads.setDaemon(true);
        threads.setReservedThreads(0); // nothing that runs on them blocks
        threads.setStopTimeout(STOP_MILLIS);
        Server server = new Server(threads, new ScheduledExecutorScheduler("perihost-http-timer", true, 1), null);
        server.setStopTimeout(0);
        server.setErrorHandler(new Refusals());
        return server;
    }

    /** A running connector on a bound socket. If it fails, the server has no more connectors than before. */
    static LoopbackConnector listen(
            Server server, ByteBufferPool pool, ServerSocketChannel socket, Connections connections, Settings settings)
            throws IOException {
        HttpConnectionFactory http = new HttpConnectionFactory(configuration());
        LoopbackConnector connector = new LoopbackConnector(server, pool, SELECTORS, http, connections);
        connector.setHost(socket.socket().getInetAddress().getHostAddress());
        connector.open(socket);
        connector.apply(settings);
        server.addConnector(connector);
        try {
            start(connector);
        } catch (IllegalStateException e) {
            remove(server, connector);
            throw e;
        }
        return connector;
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setUseInputDirectByteBuffers(false); // the JSON parser reads arrays
        http.setInputBufferSize(INPUT_BYTES);
        http.setHeaderCacheCaseSensitive(true); // else a cached value stands for others that differ in case (A8, A9)
        http.setResponseHeaderSize(RESPONSE_HEADER_BYTES);
        // A foreign authority is ours to refuse, with 403 (A8).
        http.setHttpCompliance(HttpCompliance.RFC7230.with("perihost", HttpCompliance.Violation.MISMATCHED_AUTHORITY));
        http.setUriCompliance(UriCompliance.DEFAULT.with("perihost", UriCompliance.Violation.USER_INFO));
        return http;
    }

    static void start(LifeCycle part) {
        try {
            part.start();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not start", e);
        }
    }

    static void stop(LifeCycle part) {
        try {
            part.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not stop", e);
        }
    }

    static void remove(Server server, LoopbackConnector connector) {
        stop(connector);
        server.removeConnector(connector);
    }
}
