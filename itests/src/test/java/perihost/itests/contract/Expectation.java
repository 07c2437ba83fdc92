package perihost.itests.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import perihost.itests.harness.Json;

/**
 * Compares an answer with what the cases' file expects, by the matchers that the file explains.
 *
 * @param sentId what {@code $same} stands for
 * @param base   what {@code $base} stands for
 */
record Expectation(String sentId, String base) {
    private static final Set<String> SNAPSHOT =
            Set.of("deviceId", "deviceType", "deviceName", "state", "stateString", "lastError");

    /** Fails with the path of the first difference. */
    void check(String at, JsonNode expected, JsonNode actual) {
        if (expected.isObject()) checkObject(at, expected, actual);
        else if (expected.isArray()) checkArray(at, expected, actual);
        else if (expected.isTextual() && expected.asText().startsWith("$")) checkMatcher(at, expected.asText(), actual);
        else assertEquals(at, expected, actual);
    }

    private void checkObject(String at, JsonNode expected, JsonNode actual) {
        assertTrue(at + " is no object: " + actual, actual.isObject());
        boolean more = expected.path("$more").asBoolean();
        Set<String> keys = keys(expected);
        keys.remove("$more");
        Set<String> found = keys(actual);
        if (more) found.retainAll(keys);
        assertEquals("keys of " + at, keys, found);
        for (String key : keys) check(at + "." + key, expected.get(key), actual.get(key));
    }

    private void checkArray(String at, JsonNode expected, JsonNode actual) {
        assertTrue(at + " is no array: " + actual, actual.isArray());
        assertEquals("length of " + at, expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) check(at + "[" + i + "]", expected.get(i), actual.get(i));
    }

    private void checkMatcher(String at, String matcher, JsonNode actual) {
        switch (matcher) {
            case "$same" -> assertEquals(at, sentId, actual.isTextual() ? actual.asText() : actual.toString());
            case "$base" -> assertEquals(at, base, actual.asText());
            case "$int" -> assertTrue(at + " is no integer: " + actual, actual.isIntegralNumber());
            case "$text" ->
                assertTrue(
                        at + " is no text: " + actual,
                        actual.isTextual() && !actual.asText().isEmpty());
            case "$bool" ->
                assertTrue(
                        at + ": " + actual,
                        actual.isTextual() && actual.asText().matches("true|false"));
            case "$object" -> assertTrue(at + " is no object: " + actual, actual.isObject());
            case "$jsontext" -> assertEquals(at, SNAPSHOT, keys(Json.read(actual.textValue())));
            case "$any" -> assertTrue(at, !actual.isMissingNode());
            default -> throw new AssertionError("a matcher that this test does not know: " + matcher);
        }
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
