package perihost.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One request and its one answer. It is its own callback, which ends the request in Jetty. */
final class Exchange implements Callback {
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Origin");
    private static final int OK = 200;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Running running;
    private final ClientEndPoint endPoint;

    Exchange(Request request, Response response, Callback callback, Running running) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.running = running;
        endPoint =
                (ClientEndPoint) request.getConnectionMetaData().getConnection().getEndPoint();
        endPoint.requestBegins();
        running.begin();
    }

    Request request() {
        return request;
    }

    Response response() {
        return response;
    }

    LoopbackConnector connector() {
        return (LoopbackConnector) request.getConnectionMetaData().getConnector();
    }

    /** Lets a page of the request's Origin, which must have been checked, read the answer. */
    void allowOrigin() {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null) return;
        response.getHeaders().put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.getHeaders().put(VARY);
    }

    /** Answers 200 with a JSON text. Once, any thread. */
    void answer(ByteBuffer json) {
        write(OK, json, this);
    }

    /** Answers with a refusal. What is left of the body is read and dropped, so that the client gets to the answer. */
    void refuse(Refusal refusal) {
        refuse(refusal, "");
    }

    /** Answers with a refusal that names the command. */
    void refuse(Refusal refusal, String commandId) {
        HttpFields.Mutable headers = response.getHeaders();
        for (HttpField header : refusal.headers()) headers.put(header);
        Drain drain = new Drain(this, request);
        boolean whole = drain.now();
        if (refusal.closes() || !whole) headers.put(HttpFields.CONNECTION_CLOSE);
        if (!whole) endPoint.setIdleTimeout(Drain.PATIENCE_MILLIS);
        write(refusal.status(), MessageWriter.refusal(refusal.error(), commandId), whole ? this : drain);
    }

    /** Answers with a refusal at once and closes, without a look at what else may come. */
    void cutOff(Refusal refusal) {
        response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        write(refusal.status(), MessageWriter.refusal(refusal.error(), ""), this);
    }

    private void write(int status, ByteBuffer json, Callback then) {
        response.setStatus(status);
        response.getHeaders().put(JSON);
        response.write(true, json, then);
    }

    /** The connection now speaks WebSocket: the request is over, and no other follows. */
    Callback upgrade(Runnable onFailure) {
        return Callback.from(
                () -> {
                    running.end();
                    callback.succeeded();
                },
                x -> {
                    onFailure.run();
                    failed(x);
                });
    }

    @Override
    public void succeeded() {
        endPoint.requestEnds();
        running.end();
        callback.succeeded();
    }

    @Override
    public void failed(Throwable x) {
        endPoint.requestEnds();
        running.end();
        callback.failed(x);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
