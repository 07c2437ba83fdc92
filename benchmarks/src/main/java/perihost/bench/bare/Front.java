package perihost.bench.bare;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** The three addresses: commands, events, health. */
final class Front extends Handler.Abstract {
    private final Contract contract;
    private final Clients clients;
    private final ServerWebSocketContainer sockets;

    Front(Contract contract, Clients clients, ServerWebSocketContainer sockets) {
        this.contract = contract;
        this.clients = clients;
        this.sockets = sockets;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        switch (Request.getPathInContext(request)) {
            case "/api/command" -> {
                if (!"POST".equals(request.getMethod())) return false;
                Contract.Answer answer = contract.answer(Content.Source.asByteBuffer(request));
                response.setStatus(answer.understood() ? HttpStatus.OK_200 : HttpStatus.BAD_REQUEST_400);
                write(answer.body(), response, callback);
                answer.after().run();
                return true;
            }
            case "/healthz" -> {
                write(contract.health(), response, callback);
                return true;
            }
            case "/ws" -> {
                return sockets.upgrade((upgrade, reply, done) -> clients.socket(), request, response, callback);
            }
            default -> {
                return false;
            }
        }
    }

    private static void write(byte[] body, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
