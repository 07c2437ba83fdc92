package perihost.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import perihost.api.command.CommandError;
import perihost.api.command.ProtocolVersion;
import perihost.api.device.ErrorCode;

/**
 * A request that is not carried out because of how it was sent (A2).
 *
 * @param status  of HTTP
 * @param error   for the body (A3)
 * @param headers beside the usual ones
 * @param closes  whether the connection is closed after it
 */
record Refusal(int status, CommandError error, List<HttpField> headers, boolean closes) {
    private static final HttpField LATER = new HttpField(HttpHeader.RETRY_AFTER, "1");

    static final Refusal FOREIGN_HOST = rejected(403, "the Host is not this machine's loopback address");
    static final Refusal FOREIGN_ORIGIN = rejected(403, "the Origin is not allowed");
    static final Refusal NO_TOKEN =
            rejected(401, "the token is missing or wrong").with(new HttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer"));
    static final Refusal NOT_FOUND = rejected(404, "there is nothing at this path");
    static final Refusal STOPPING =
            rejected(503, "the host is shutting down").with(LATER).closing();
    static final Refusal BUSY =
            rejected(503, "too many commands are being executed").with(LATER);
    static final Refusal NO_ROOM = rejected(503, "too many large bodies are being received")
            .with(LATER)
            .closing();
    static final Refusal TOO_MANY_CLIENTS =
            rejected(503, "the event stream has too many clients").with(LATER);
    static final Refusal TOO_SLOW = rejected(408, "the body came too slowly").closing();
    static final Refusal NO_UPGRADE = rejected(426, "this path takes WebSocket upgrades only")
            .with(new HttpField(HttpHeader.UPGRADE, "websocket"))
            .with(new HttpField(HttpHeader.SEC_WEBSOCKET_VERSION, "13"));
    static final Refusal NOT_JSON = of(
            415,
            ErrorCode.PARSE_ERROR,
            "the Content-Type must be application/json",
            field("Content-Type", "must be" + " application/json, with no charset or utf-8"));

    /** The method is none of the path's. */
    static Refusal method(String allowed) {
        return rejected(405, "the path does not take this method").with(new HttpField(HttpHeader.ALLOW, allowed));
    }

    /** The body is over the limit (A6). */
    static Refusal tooLarge(int limit) {
        return of(
                        413,
                        ErrorCode.INVALID_PAYLOAD,
                        "the body is too large",
                        field("body", "must not be over " + limit + " bytes"))
                .closing();
    }

    /** The request cannot be read (A4). */
    static Refusal unreadable(String field, String reason) {
        return of(400, ErrorCode.PARSE_ERROR, field + " " + reason, field(field, reason));
    }

    /** The MAJOR of a protocol version is none of ours (A10), where no command carries it. */
    static final Refusal OTHER_MAJOR = of(
            403,
            ErrorCode.COMMAND_REJECTED,
            unsupported().message(),
            unsupported().details());

    /** What an answer to another MAJOR says (A10). */
    static CommandError unsupported() {
        return new CommandError(
                ErrorCode.COMMAND_REJECTED,
                "this version of the protocol is not spoken here",
                Map.of("supported", ProtocolVersion.SUPPORTED));
    }

    /** A refusal without a more fitting code. */
    static Refusal rejected(int status, String message) {
        return of(status, ErrorCode.COMMAND_REJECTED, message, Map.of());
    }

    static Refusal of(int status, ErrorCode code, String message, Map<String, String> details) {
        return new Refusal(status, new CommandError(code, message, details), List.of(), false);
    }

    private static Map<String, String> field(String field, String reason) {
        return Map.of("field", field, "reason", reason);
    }

    private Refusal with(HttpField header) {
        return new Refusal(
                status,
                error,
                Stream.concat(headers.stream(), Stream.of(header)).toList(),
                closes);
    }

    private Refusal closing() {
        return new Refusal(status, error, headers, true);
    }
}
