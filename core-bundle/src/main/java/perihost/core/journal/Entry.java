package perihost.core.journal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One thing worth keeping over a crash.
 *
 * @param kind what it says about its command
 * @param commandId the command it belongs to, 1 to 128 characters
 * @param timestampMs when it was made, milliseconds since 1970 by the host's clock, 0 or more; its age counts from here
 * @param fields anything else, in the order given; neither keys nor values are null; no unmasked card data (E7)
 */
public record Entry(Kind kind, String commandId, long timestampMs, Map<String, String> fields) {
    private static final int MAX_ID = 128;

    /** What an entry says about its command. */
    public enum Kind {
        /** The command was taken; from here on it is open, and the device may be told. */
        ACCEPTED,
        /** Something to remember about it; changes nothing. */
        NOTE,
        /** What the caller was answered. */
        ANSWERED,
        /** It ended, and its outcome is known. */
        ENDED,
        /** It never reached the device. */
        VOID
    }

    public Entry {
        Objects.requireNonNull(kind, "kind");
        if (commandId.isEmpty() || commandId.length() > MAX_ID) {
            throw new IllegalArgumentException("commandId of " + commandId.length() + " characters");
        }
        if (timestampMs < 0) throw new IllegalArgumentException("timestampMs: " + timestampMs);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields)); // Map.copyOf forgets the order
        fields.forEach((key, value) -> Objects.requireNonNull(value, Objects.requireNonNull(key, "field")));
    }
}
