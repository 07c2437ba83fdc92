package perihost.itests.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Whether a message is what an example shows, where words in angle brackets stand for what differs each time. */
final class Likeness {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Map<String, Predicate<JsonNode>> WILD = Map.of(
            "<int>", JsonNode::isIntegralNumber,
            "<text>", JsonNode::isTextual,
            "<uuid>", node -> node.isTextual() && UUID.matcher(node.asText()).matches());

    private Likeness() {}

    /** What is unlike, by its place; {@code ""} when the message is as shown. */
    static String difference(JsonNode shown, JsonNode real) {
        return difference("", shown, real);
    }

    private static String difference(String at, JsonNode shown, JsonNode real) {
        if (shown.isTextual() && WILD.containsKey(shown.asText()))
            return WILD.get(shown.asText()).test(real) ? "" : at + " is no " + shown.asText() + ": " + real;
        if (shown.isObject() && real.isObject()) return ofFields(at, shown, real);
        if (shown.isArray() && real.isArray() && shown.size() == real.size()) return ofElements(at, shown, real);
        return shown.equals(real) ? "" : at + " is " + real + ", not " + shown;
    }

    private static String ofFields(String at, JsonNode shown, JsonNode real) {
        TreeSet<String> names = new TreeSet<>();
        shown.fieldNames().forEachRemaining(names::add);
        real.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String difference = difference(at + "/" + name, shown.path(name), real.path(name));
            if (!difference.isEmpty()) return difference;
        }
        return "";
    }

    private static String ofElements(String at, JsonNode shown, JsonNode real) {
        for (int i = 0; i < shown.size(); i++) {
            String difference = difference(at + "/" + i, shown.get(i), real.get(i));
            if (!difference.isEmpty()) return difference;
        }
        return "";
    }
}
