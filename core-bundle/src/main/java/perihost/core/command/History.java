package perihost.core.command;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import perihost.core.journal.Entry;

/**
 * All that the journal has of one command, since it was last accepted.
 *
 * @param accepted what was asked
 * @param answered the answer, where it was written later
 * @param notes    what the driver noted
 * @param ended    how it ended
 */
record History(Entry accepted, Optional<Entry> answered, Map<String, String> notes, Optional<Entry> ended) {
    /** Empty if the command was not carried out in the end. */
    static Optional<History> of(List<Entry> entries) {
        Optional<History> history = Optional.empty();
        for (Entry e : entries) history = after(history, e);
        return history;
    }

    private static Optional<History> after(Optional<History> before, Entry e) {
        return switch (e.kind()) {
            case ACCEPTED -> Optional.of(new History(e, Optional.empty(), Map.of(), Optional.empty()));
            case VOID -> Optional.empty();
            case NOTE -> before.map(h -> h.noted(e));
            case ANSWERED -> before.map(h -> new History(h.accepted, Optional.of(e), h.notes, h.ended));
            case ENDED -> before.map(h -> new History(h.accepted, h.answered, h.notes, Optional.of(e)));
        };
    }

    private History noted(Entry e) {
        Map<String, String> more = new HashMap<>(notes);
        more.putAll(e.fields());
        return new History(accepted, answered, more, ended);
    }

    boolean hasEnded() {
        return ended.isPresent();
    }

    /** The texts of its end whose names begin with this. */
    Map<String, String> end(String prefix) {
        Map<String, String> texts = new LinkedHashMap<>(ended.map(Entry::fields).orElse(Map.of()));
        texts.keySet().removeIf(name -> !name.startsWith(prefix));
        return texts;
    }

    /** When it was answered. */
    long answeredAt() {
        return answered.orElse(accepted).timestampMs();
    }

    /** The answer's texts: the fields whose names begin with this, without it. */
    Map<String, String> result(String prefix) {
        return named(answered.orElse(accepted).fields(), prefix);
    }

    /** The fields whose names begin with this, without it. */
    static Map<String, String> named(Map<String, String> fields, String prefix) {
        Map<String, String> named = new LinkedHashMap<>();
        fields.forEach((name, text) -> {
            if (name.startsWith(prefix)) named.put(name.substring(prefix.length()), text);
        });
        return named;
    }
}
