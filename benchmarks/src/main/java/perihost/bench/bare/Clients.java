package perihost.bench.bare;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** Everyone who listens. Each gets each event by one {@code sendText}; what a client does not read, Jetty keeps. */
public final class Clients {
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    void tell(String event) {
        for (Session session : sessions) session.sendText(event, Callback.NOOP);
    }

    Object socket() {
        return new Socket(sessions);
    }

    /** One listener; public, as Jetty calls it by method handle. */
    public static final class Socket implements Session.Listener.AutoDemanding {
        private final Set<Session> sessions;
        private volatile Session mine;

        Socket(Set<Session> sessions) {
            this.sessions = sessions;
        }

        @Override
        public void onWebSocketOpen(Session session) {
            mine = session;
            sessions.add(session);
        }

        @Override
        public void onWebSocketClose(int status, String reason, Callback callback) {
            leave();
            callback.succeed();
        }

        @Override
        public void onWebSocketError(Throwable cause) {
            leave();
        }

        private void leave() {
            if (mine != null) sessions.remove(mine);
        }
    }
}
