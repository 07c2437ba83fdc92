package perihost.http;

import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Every request's first stop: who calls, then what. It runs on Jetty's selector threads, like all that it calls, and so
 * never blocks.
 */
final class Router extends Handler.Abstract.NonBlocking {
    /** Carries out a request that may come in; it answers the exchange once. */
    interface Action {
        void run(Exchange exchange);
    }

    /**
     * A path's one method.
     *
     * @param takesTokenInQuery whether the token may also be the query parameter {@code token}
     */
    record Route(HttpMethod method, boolean takesTokenInQuery, Action action) {}

    private static final String TOKEN = "token";

    private final Map<String, Route> routes;
    private final Live live;
    private final Running running;

    Router(Map<String, Route> routes, Live live, Running running) {
        this.routes = routes;
        this.live = live;
        this.running = running;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback, running);
        try {
            Optional<Refusal> refusal = check(exchange);
            if (refusal.isPresent()) exchange.refuse(refusal.get());
            else route(exchange);
        } catch (RuntimeException e) {
            // Jetty answers through Refusals: 400 for what it found bad in the request, 500 for a fault of ours.
            exchange.failed(e);
        }
        return true;
    }

    private Optional<Refusal> check(Exchange exchange) {
        Request request = exchange.request();
        Guard guard = exchange.connector().guard();
        if (!guard.knowsHost(request.getHttpURI(), request.getHeaders())) return Optional.of(Refusal.FOREIGN_HOST);
        if (!guard.knowsOrigin(request.getHeaders())) return Optional.of(Refusal.FOREIGN_ORIGIN);
        exchange.allowOrigin();
        return live.stopping() ? Optional.of(Refusal.STOPPING) : Optional.empty();
    }

    private void route(Exchange exchange) {
        Request request = exchange.request();
        String path = request.getHttpURI().getCanonicalPath();
        Route route = path == null ? null : routes.get(path);
        if (route == null) exchange.refuse(Refusal.NOT_FOUND);
        else if (Preflight.is(request)) Preflight.answer(exchange, route.method());
        else if (!mayCall(request, route)) exchange.refuse(Refusal.NO_TOKEN);
        else if (!route.method().is(request.getMethod()))
            exchange.refuse(Refusal.method(route.method().asString()));
        else route.action().run(exchange);
    }

    private boolean mayCall(Request request, Route route) {
        Optional<Token> token = live.token();
        if (token.isEmpty()) return true;
        HttpFields headers = request.getHeaders();
        if (headers.contains(HttpHeader.AUTHORIZATION) || !route.takesTokenInQuery())
            return token.get().isIn(headers);
        String presented = Request.extractQueryParameters(request).getValue(TOKEN);
        return presented != null && token.get().matches(presented);
    }
}
