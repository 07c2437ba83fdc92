package perihost.line;

import java.util.stream.Collectors;
import perihost.api.line.LineUri;

/** Puts a URI together again, letter by letter as it was before it was taken apart. */
final class UriText {
    private UriText() {}

    static String of(LineUri uri) {
        String query = uri.parameters().entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
        return uri.scheme() + ":" + uri.target() + (query.isEmpty() ? "" : "?" + query);
    }
}
