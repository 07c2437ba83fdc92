package perihost.http;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;

/** The question that a browser asks before a page's request: CORS, and private network access (A9). */
final class Preflight {
    private static final String ASKS_PRIVATE = "Access-Control-Request-Private-Network";
    private static final String ALLOWS_PRIVATE = "Access-Control-Allow-Private-Network";
    private static final String SECONDS_VALID = "600";

    private Preflight() {}

    static boolean is(Request request) {
        return HttpMethod.OPTIONS.is(request.getMethod())
                && request.getHeaders().contains(HttpHeader.ORIGIN)
                && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** Answers it; the origin has been found to be allowed. The body is there because every answer has one (A3). */
    static void answer(Exchange exchange, HttpMethod method) {
        HttpFields.Mutable headers = exchange.response().getHeaders();
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, method.asString());
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type, Authorization");
        headers.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, SECONDS_VALID);
        if (exchange.request().getHeaders().contains(ASKS_PRIVATE)) headers.put(ALLOWS_PRIVATE, "true");
        exchange.answer(
                MessageWriter.response(Response.ok(ProtocolVersion.V1_0, "", System.currentTimeMillis(), Map.of())));
    }
}
