package perihost.itests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP answer. Every one is looked through for leaks when it is made.
 *
 * @param status  of HTTP
 * @param headers by small letters; values of a header that came more than once are joined by {@code ,}
 * @param text    the body
 */
public record Answer(int status, Map<String, String> headers, String text) {
    /** Looks for leaks in headers and body. */
    public Answer {
        Leaks.check(text);
        headers.forEach((name, value) -> Leaks.check(name + ": " + value));
    }

    /** The body, which must be JSON. */
    public JsonNode body() {
        return Json.read(text);
    }

    /** The contract's status in the body. */
    public String outcome() {
        return body().path("status").asText();
    }

    /** The contract's error code, {@code ""} when there is none. */
    public String code() {
        return body().path("error").path("code").asText("");
    }

    /** A value of the result, {@code ""} when it is not there. */
    public String result(String key) {
        return body().path("result").path(key).asText("");
    }

    /** A header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
