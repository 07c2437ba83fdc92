package perihost.simulator.alone;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A command's options: {@code --name value}, each once, and {@code --name} for a switch. */
final class Options {
    private final Map<String, String> values = new HashMap<>();

    /**
     * @param named    the options with a value
     * @param switches the options without one
     */
    Options(List<String> args, Set<String> named, Set<String> switches) throws Refused {
        for (int i = 0; i < args.size(); i++) {
            String name = args.get(i);
            boolean hasValue = named.contains(name);
            if (!hasValue && !switches.contains(name)) throw new Refused("simulate terminal knows no " + name);
            if (hasValue && ++i == args.size()) throw new Refused(name + " needs a value");
            if (values.put(name, hasValue ? args.get(i) : "") != null) throw new Refused(name + " is given twice");
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    OptionalInt number(String name, int least, int most) throws Refused {
        Optional<String> text = text(name);
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number(name, text.get(), least, most));
    }

    private static int number(String name, String text, int least, int most) throws Refused {
        if (text.matches("-?[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) return value;
        }
        throw new Refused(name + " " + text + " is not a number from " + least + " to " + most);
    }

    /** One of an enum's constants, in small letters and with hyphens. */
    <E extends Enum<E>> Optional<E> word(String name, E[] words) throws Refused {
        Optional<String> text = text(name);
        if (text.isEmpty()) return Optional.empty();
        StringBuilder known = new StringBuilder();
        for (E word : words) {
            String written = word.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (written.equals(text.get())) return Optional.of(word);
            known.append(known.length() == 0 ? "" : ", ").append(written);
        }
        throw new Refused(name + " " + text.get() + " is none of " + known);
    }
}
