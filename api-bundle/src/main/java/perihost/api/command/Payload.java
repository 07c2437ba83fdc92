package perihost.api.command;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command's payload: texts by name, as all values of the contract are (B4). A field that came as something else, such
 * as a JSON number, is known by name only: it is an error if the command has a field of that name, and ignored if not.
 *
 * @param texts  the fields that are texts; copied
 * @param others the names of the fields that are not; copied
 */
public record Payload(Map<String, String> texts, Set<String> others) {
    /** No fields. */
    public static final Payload EMPTY = new Payload(Map.of(), Set.of());

    /** Copies both. */
    public Payload {
        texts = Map.copyOf(texts);
        others = Set.copyOf(others);
    }

    /**
     * A field's text; empty when it is absent.
     *
     * @throws InvalidPayload if it is there and not a text
     */
    public Optional<String> text(String field) {
        if (others.contains(field)) throw new InvalidPayload(field, "must be a string");
        return Optional.ofNullable(texts.get(field));
    }

    /**
     * A field's text.
     *
     * @throws InvalidPayload if it is absent or not a text
     */
    public String required(String field) {
        return text(field).orElseThrow(() -> new InvalidPayload(field, "is missing"));
    }
}
