package perihost.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketExtensionRegistry;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import perihost.api.command.ProtocolVersion;
import perihost.api.event.EventStream;

/** {@code GET /ws}: makes event clients of connections (H1, H3, J2, J3). */
final class EventUpgrade {
    private static final int FRAME_BYTES = 1024;
    private static final int OUTPUT_BYTES = 16 << 10;
    private static final int INPUT_BYTES = 2048;

    private final EventStream events;
    private final Live live;
    private final EventFanout fanout;
    private final EventClients clients;
    private final WebSocketMappings jetty;

    EventUpgrade(EventStream events, Live live, EventFanout fanout, EventClients clients, WebSocketComponents parts) {
        this.events = events;
        this.live = live;
        this.fanout = fanout;
        this.clients = clients;
        jetty = new WebSocketMappings(parts);
    }

    /** Jetty's parts without extensions: a compressed event would have to be made anew for each client. */
    static WebSocketComponents parts(ByteBufferPool pool, Executor executor) {
        WebSocketExtensionRegistry none = new WebSocketExtensionRegistry();
        for (String name : List.copyOf(none.getAvailableExtensionNames())) none.unregister(name);
        return new WebSocketComponents(none, null, pool, null, null, executor);
    }

    void upgrade(Exchange exchange) {
        Fields query = Request.extractQueryParameters(exchange.request());
        List<String> versions = query.getValuesOrEmpty("protocolVersion");
        Optional<ProtocolVersion> version = versions.isEmpty()
                ? Optional.of(ProtocolVersion.V1_0)
                : versions.size() > 1 ? Optional.empty() : ProtocolVersion.parse(versions.get(0));
        if (version.isEmpty()) exchange.refuse(Refusal.unreadable("protocolVersion", "must be MAJOR.MINOR"));
        else if (!version.get().supported()) exchange.refuse(Refusal.OTHER_MAJOR);
        else upgrade(exchange, version.get().hasExtensions(), query.getValue("since"));
    }

    private void upgrade(Exchange exchange, boolean extended, String since) {
        EventSocket socket = new EventSocket(
                "events " + Request.getRemoteAddr(exchange.request()) + ":" + Request.getRemotePort(exchange.request()),
                exchange.connector(),
                extended,
                live,
                fanout,
                clients);
        // A 1.0 client receives nothing that happened before it connected (H4).
        Optional<String> from = Optional.ofNullable(since).filter(s -> extended && !s.isEmpty());
        boolean answered = false;
        try {
            answered = jetty.upgrade(
                    new Negotiator(exchange, socket, from),
                    exchange.request(),
                    exchange.response(),
                    exchange.upgrade(socket::leave),
                    LIMITS);
        } finally {
            if (!answered) socket.leave();
        }
        if (!answered) exchange.refuse(Refusal.NO_UPGRADE);
    }

    /** Asked by Jetty once the handshake has been found valid. */
    private final class Negotiator extends WebSocketNegotiator.AbstractNegotiator {
        private final Exchange exchange;
        private final EventSocket socket;
        private final Optional<String> since;

        Negotiator(Exchange exchange, EventSocket socket, Optional<String> since) {
            this.exchange = exchange;
            this.socket = socket;
            this.since = since;
        }

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            if (!clients.admit(socket)) {
                exchange.refuse(Refusal.TOO_MANY_CLIENTS);
                return null;
            }
            socket.subscribe(events, since);
            return socket;
        }
    }

    private static final Configuration.Customizer LIMITS = session -> {
        session.setIdleTimeout(Duration.ZERO); // pings tell whether a client lives
        session.setMaxFrameSize(FRAME_BYTES);
        session.setAutoFragment(false);
        session.setOutputBufferSize(OUTPUT_BYTES);
        session.setInputBufferSize(INPUT_BYTES);
    };
}
