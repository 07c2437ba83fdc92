package perihost.api.line;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import perihost.api.line.LineException.Kind;

/**
 * A line's URI taken apart: {@code scheme:target?key=value&key=value}.
 *
 * @param scheme     small letters and digits
 * @param target     what lies between the colon and the question mark, taken as it is; may be empty
 * @param parameters in the order written, not to be changed; no key twice
 */
public record LineUri(String scheme, String target, Map<String, String> parameters) {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9]{0,15}");
    private static final int LONGEST = 1024;

    /** Copies the parameters. */
    public LineUri {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(target, "target");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Takes a URI apart.
     *
     * @throws LineException {@code BAD_URI}, saying which part is wrong; longer than 1024 characters is wrong too
     */
    public static LineUri parse(String uri) throws LineException {
        int colon = uri.indexOf(':');
        if (uri.length() > LONGEST) throw bad("a line of more than " + LONGEST + " characters");
        if (colon < 0 || !SCHEME.matcher(uri.substring(0, colon)).matches())
            throw bad("'" + uri + "' does not begin with a scheme such as serial: or tcp:");
        int query = uri.indexOf('?', colon);
        String target = query < 0 ? uri.substring(colon + 1) : uri.substring(colon + 1, query);
        return new LineUri(
                uri.substring(0, colon), target, query < 0 ? Map.of() : parameters(uri.substring(query + 1)));
    }

    /**
     * Refuses parameters that a kind of line does not know.
     *
     * @throws LineException {@code BAD_URI}, naming the first one that is not known
     */
    public void allow(Set<String> known) throws LineException {
        for (String key : parameters.keySet())
            if (!known.contains(key)) throw bad(scheme + ": knows no parameter '" + key + "'");
    }

    /**
     * A parameter that is a whole number.
     *
     * @return its value, or {@code otherwise} when it is not given
     * @throws LineException {@code BAD_URI} when it is not a number from {@code least} to {@code most}
     */
    public int number(String key, int otherwise, int least, int most) throws LineException {
        String text = parameters.get(key);
        if (text == null) return otherwise;
        if (text.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) return value;
        }
        throw bad(key + "=" + text + " is not a number from " + least + " to " + most);
    }

    /**
     * A parameter that is one of a few words.
     *
     * @return its value, or {@code otherwise} when it is not given
     * @throws LineException {@code BAD_URI} when it is none of them
     */
    public String word(String key, String otherwise, Set<String> words) throws LineException {
        String text = parameters.getOrDefault(key, otherwise);
        if (!words.contains(text)) throw bad(key + "=" + text + " is none of " + new TreeSet<>(words));
        return text;
    }

    private static Map<String, String> parameters(String query) throws LineException {
        Map<String, String> found = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) throw bad("'" + pair + "' is not key=value");
            if (found.put(pair.substring(0, equals), pair.substring(equals + 1)) != null)
                throw bad("'" + pair.substring(0, equals) + "' is given twice");
        }
        return found;
    }

    private static LineException bad(String message) {
        return new LineException(Kind.BAD_URI, message);
    }
}
