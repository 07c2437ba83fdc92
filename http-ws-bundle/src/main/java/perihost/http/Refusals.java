package perihost.http;

import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import perihost.api.device.ErrorCode;

/** What Jetty itself refuses, as bad request lines and headers, in the contract's form too (A3). */
final class Refusals implements Request.Handler {
    private static final int BAD_REQUEST = 400;

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        int status = cause instanceof HttpException http ? http.getCode() : response.getStatus();
        Refusal refusal = isBadHost(cause) ? Refusal.FOREIGN_HOST : refusal(status);
        response.setStatus(refusal.status());
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, MessageWriter.refusal(refusal.error(), ""), callback);
        return true;
    }

    /** A Host that cannot be one at all is none of ours either (A8). */
    private static boolean isBadHost(Object cause) {
        return cause instanceof HttpException http && "Bad HostPort".equals(http.getReason());
    }

    /** A 400 is a PARSE_ERROR and the other way round (A2). The reason is ours: Jetty's may quote the request. */
    private static Refusal refusal(int status) {
        return switch (status) {
            case BAD_REQUEST -> Refusal.unreadable("request", "is not valid HTTP");
            case 408 -> Refusal.TOO_SLOW;
            case 414, 431 -> Refusal.rejected(status, "the request's header is too large");
            case 417 -> Refusal.rejected(status, "the expectation cannot be met");
            case 426 -> Refusal.NO_UPGRADE;
            case 505 -> Refusal.rejected(status, "the version of HTTP is not supported");
            default ->
                status >= 400 && status < 500
                        ? Refusal.rejected(status, "the request cannot be served")
                        : Refusal.of(500, ErrorCode.PROCESSING_ERROR, "internal error", Map.of());
        };
    }
}
