package perihost.core;

import java.util.LinkedHashMap;
import java.util.Map;

/** Texts by name in the order in which the contract writes them. */
public final class Texts {
    private Texts() {}

    /** A map of the pairs name, value, name, value … in this order. */
    public static Map<String, String> of(String... pairs) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) texts.put(pairs[i], pairs[i + 1]);
        return texts;
    }
}
