package perihost.core.device;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;
import perihost.api.line.LineProvider;
import perihost.api.line.LineUri;

/**
 * All kinds of lines that there are now.
 *
 * @param providers finds the provider of a scheme; any thread
 */
public record Lines(Function<String, Optional<LineProvider>> providers) {
    /**
     * Says whether a line could be made of this URI.
     *
     * @throws LineException {@code BAD_URI}; {@code UNAVAILABLE} when nobody brings this kind of line
     */
    public void check(String uri) throws LineException {
        LineUri parsed = LineUri.parse(uri);
        provider(parsed).check(parsed);
    }

    boolean keptOpen(String uri) throws LineException {
        LineUri parsed = LineUri.parse(uri);
        return checked(parsed).keptOpen(parsed);
    }

    Line open(String uri, Duration within) throws LineException {
        LineUri parsed = LineUri.parse(uri);
        return checked(parsed).open(parsed, within);
    }

    private LineProvider checked(LineUri uri) throws LineException {
        LineProvider provider = provider(uri);
        provider.check(uri);
        return provider;
    }

    private LineProvider provider(LineUri uri) throws LineException {
        return providers
                .apply(uri.scheme())
                .orElseThrow(() ->
                        new LineException(Kind.UNAVAILABLE, "there is no kind of line named " + uri.scheme() + ":"));
    }
}
