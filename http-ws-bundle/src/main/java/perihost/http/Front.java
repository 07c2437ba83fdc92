package perihost.http;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.command.CommandService;
import perihost.api.event.EventStream;

/** The running server: its parts, its ports, its settings. Methods are for one thread at a time. */
final class Front implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final long LAST_ANSWERS_MILLIS = 1000;
    private static final long LAST_WORDS_MILLIS = 200;

    private final Optional<Path> home;
    private final Ports.Opener ports;
    private final Live live;
    private final ByteBufferPool pool = new ArrayByteBufferPool();
    private final Server server = Jetty.server();
    private final Running running = new Running();
    private final Connections connections = new Connections();
    private final BodyBudget budget = new BodyBudget();
    private final ThreadPoolExecutor large =
            new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "perihost-http-large");
                thread.setDaemon(true);
                return thread;
            });
    private final EventFanout fanout = new EventFanout();
    private final EventClients clients;
    private List<LoopbackConnector> listening = List.of();

    /**
     * Starts it.
     *
     * @param home where the token is written, if one is wanted
     * @throws PortTaken  if it cannot listen
     * @throws BadSetting if a token is wanted and cannot be written
     */
    Front(Settings settings, Optional<Path> home, CommandService commands, EventStream events)
            throws PortTaken, BadSetting {
        this(settings, home, commands, events, Ports::open);
    }

    /** @param ports opens the listening sockets */
    Front(Settings settings, Optional<Path> home, CommandService commands, EventStream events, Ports.Opener ports)
            throws PortTaken, BadSetting {
        this.home = home;
        this.ports = ports;
        live = new Live(settings);
        large.allowCoreThreadTimeOut(true);
        clients = new EventClients(live, server.getScheduler());
        try {
            startServer(commands, events);
            token(settings);
            listen(settings);
            limit(settings);
            clients.start();
        } catch (PortTaken | BadSetting | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startServer(CommandService commands, EventStream events) {
        WebSocketComponents parts = EventUpgrade.parts(pool, server.getThreadPool());
        CommandHandler post = new CommandHandler(commands, live, budget, large);
        EventUpgrade upgrade = new EventUpgrade(events, live, fanout, clients, parts);
        server.setHandler(new Router(
                Map.of(
                        "/api/command", new Router.Route(HttpMethod.POST, false, post::post),
                        "/healthz",
                                new Router.Route(
                                        HttpMethod.GET,
                                        false,
                                        e -> e.answer(MessageWriter.health(commands.snapshot(List.of())))),
                        "/ws", new Router.Route(HttpMethod.GET, true, upgrade::upgrade)),
                live,
                running));
        Jetty.start(server);
    }

    /** The port that is listened on. */
    int port() {
        return listening.get(0).getLocalPort();
    }

    int eventClients() {
        return clients.count();
    }

    int openConnections() {
        return connections.open();
    }

    long bodyBytes() {
        return budget.taken();
    }

    int runningRequests() {
        return running.count();
    }

    /**
     * Applies changed settings. Where the port stays, connections and event clients stay too.
     *
     * @throws PortTaken  if it cannot listen on the new port
     * @throws BadSetting if a token is wanted and cannot be written
     */
    void apply(Settings next) throws PortTaken, BadSetting {
        List<LoopbackConnector> before = listening;
        boolean moves = next.port() != live.settings().port();
        if (moves) listen(next);
        try {
            token(next);
        } catch (BadSetting e) {
            if (moves) retire(listening);
            listening = before;
            throw e;
        }
        limit(next);
        if (moves) retire(before);
    }

    private void limit(Settings settings) {
        live.settings(settings);
        connections.limit(settings.maxConnections());
        budget.limit(settings.bodyBudgetBytes());
        for (LoopbackConnector connector : listening) connector.apply(settings);
    }

    private void token(Settings settings) throws BadSetting {
        if (settings.requireToken() == live.token().isPresent()) return;
        try {
            if (settings.requireToken())
                live.token(Optional.of(Token.create(home.orElseThrow(
                        () -> new BadSetting("requireToken", "there is no home folder for the token")))));
            else removeToken();
        } catch (IOException e) {
            throw new BadSetting("requireToken", "the token cannot be written to the home folder");
        }
    }

    private void removeToken() throws IOException {
        Optional<Token> old = live.token();
        live.token(Optional.empty());
        if (old.isPresent()) old.get().close();
    }

    private void listen(Settings settings) throws PortTaken {
        connections.limit(settings.maxConnections());
        try {
            listening = listen(ports.open(settings.port()), settings);
        } catch (IOException | IllegalStateException e) {
            throw new PortTaken(settings.port(), e);
        }
    }

    /** Listens on all of them, or on none and closes all. */
    private List<LoopbackConnector> listen(List<ServerSocketChannel> sockets, Settings settings) throws IOException {
        List<LoopbackConnector> opened = new ArrayList<>();
        boolean all = false;
        try {
            for (ServerSocketChannel socket : sockets)
                opened.add(Jetty.listen(server, pool, socket, connections, settings));
            all = true;
        } finally {
            if (!all) {
                retire(opened);
                sockets.forEach(IO::close);
            }
        }
        return List.copyOf(opened);
    }

    private void retire(List<LoopbackConnector> old) {
        old.forEach(LoopbackConnector::stopAccepting);
        clients.close(socket -> old.contains(socket.connector()), LAST_WORDS_MILLIS);
        running.awaitNone(LAST_ANSWERS_MILLIS);
        for (LoopbackConnector connector : old) Jetty.remove(server, connector);
    }

    /**
     * From now on refuses what is asked anew. What is being carried out still ends, and event clients stay to be told of
     * it. Any thread.
     */
    void drain() {
        live.stop();
    }

    /** Stops in order: no new clients, last answers, then the end. Takes little more than 1 s at most. */
    @Override
    public void close() {
        drain();
        listening.forEach(LoopbackConnector::stopAccepting);
        clients.close(socket -> true, LAST_WORDS_MILLIS);
        running.awaitNone(LAST_ANSWERS_MILLIS);
        Jetty.stop(server);
        fanout.close();
        large.shutdownNow();
        try {
            removeToken();
        } catch (IOException e) {
            LOG.warn("the token file cannot be removed", e);
        }
    }
}
