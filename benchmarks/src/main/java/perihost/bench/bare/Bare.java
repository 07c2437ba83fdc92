package perihost.bench.bare;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** Starts the peer: {@code Bare <port> <terminal id>,... <printer id>,... <camera id>,...}; no device ever fails. */
public final class Bare {
    private Bare() {}

    public static void main(String[] args) throws Exception {
        long begun = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        int port = Integer.parseInt(args[0]);
        Clients clients = new Clients();
        Contract contract = new Contract(ids(args[1]), ids(args[2]), ids(args[3]), clients::tell);
        Server server = new Server();
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("localhost");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Front(contract, clients, ServerWebSocketContainer.ensure(server)));
        server.setStopAtShutdown(true);
        server.start();
        byte[] ready = ("ready http://localhost:" + port + " in " + (System.currentTimeMillis() - begun) + " ms\n")
                .getBytes(StandardCharsets.UTF_8);
        System.out.write(ready, 0, ready.length);
        System.out.flush();
    }

    private static List<String> ids(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(","));
    }
}
