package perihost.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Configuration values as Configuration Admin gives them, text or typed, read one by one. */
record Values(Map<String, ?> values) {
    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/\\s,*]+");

    int number(String key, int byDefault, int least, int most) throws BadSetting {
        Object value = values.get(key);
        if (value == null) return byDefault;
        try {
            long number = Long.parseLong(value.toString().trim());
            if (number >= least && number <= most) return (int) number;
        } catch (NumberFormatException e) {
            throw new BadSetting(key, "must be a whole number from " + least + " to " + most);
        }
        throw new BadSetting(key, "must be from " + least + " to " + most);
    }

    boolean flag(String key, boolean byDefault) throws BadSetting {
        Object value = values.get(key);
        if (value == null) return byDefault;
        String text = value.toString().trim();
        if (text.equals("true")) return true;
        if (text.equals("false")) return false;
        throw new BadSetting(key, "must be true or false");
    }

    Set<String> origins(String key) throws BadSetting {
        Set<String> origins = new LinkedHashSet<>();
        for (String origin : texts(values.get(key)).toList()) {
            if (!ORIGIN.matcher(origin).matches())
                throw new BadSetting(key, "must be origins such as https://kiosk.example, separated by commas");
            origins.add(origin);
        }
        return Set.copyOf(origins);
    }

    private static Stream<String> texts(Object value) {
        Stream<?> parts = value == null
                ? Stream.empty()
                : value instanceof Object[] array
                        ? Arrays.stream(array)
                        : value instanceof Collection<?> list ? list.stream() : Stream.of(value);
        return parts.flatMap(p -> Arrays.stream(p.toString().split(",")))
                .map(String::trim)
                .filter(t -> !t.isEmpty());
    }
}
