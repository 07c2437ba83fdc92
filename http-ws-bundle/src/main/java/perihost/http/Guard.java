package perihost.http;

import java.util.HashSet;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;

/** Who may call on one port: the loopback names of this machine (A8), and pages of known origins (A9). Immutable. */
final class Guard {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int DEFAULT_PORT = 80;

    private final int port;
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> origins;

    /** @param port the port that is listened on */
    Guard(int port, Set<String> allowedOrigins) {
        this.port = port;
        origins = new HashSet<>(allowedOrigins);
        for (String name : NAMES) {
            add(name + ":" + port);
            if (port == DEFAULT_PORT) add(name);
        }
    }

    private void add(String host) {
        hosts.add(host);
        origins.add("http://" + host);
    }

    /** Whether the Host header, and the authority of an absolute target, are this machine's. */
    boolean knowsHost(HttpURI target, HttpFields headers) {
        String host = headers.get(HttpHeader.HOST);
        return host != null && hosts.contains(host) && target.getUser() == null && isOurs(target);
    }

    private boolean isOurs(HttpURI target) {
        if (target.getHost() == null) return true;
        return NAMES.contains(target.getHost())
                && (target.getPort() == port || port == DEFAULT_PORT && target.getPort() <= 0);
    }

    /** Whether the request comes from no page, or from one of a known origin. */
    boolean knowsOrigin(HttpFields headers) {
        String origin = headers.get(HttpHeader.ORIGIN);
        if (origin == null) return !headers.contains(HttpHeader.ORIGIN);
        return origins.contains(origin) && headers.getFields(HttpHeader.ORIGIN).size() == 1;
    }
}
