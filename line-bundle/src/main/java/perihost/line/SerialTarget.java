package perihost.line;

import static perihost.line.Failure.badUri;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import perihost.api.line.LineException;
import perihost.api.line.LineUri;

/**
 * Which port a {@code serial:} line opens, and how.
 *
 * @param path   a device path or {@code COM3}; empty: the USB adapter with these numbers
 * @param vendor USB vendor number, where there is no path
 * @param product USB product number, where it matters
 * @param baud   50 to 4,000,000
 * @param data   5 to 8 bits
 * @param parity none, odd, even, mark or space
 * @param stop   1 or 2 bits
 * @param flow   none, rtscts or xonxoff
 */
record SerialTarget(
        Optional<String> path,
        OptionalInt vendor,
        OptionalInt product,
        int baud,
        int data,
        String parity,
        int stop,
        String flow) {
    private static final String AUTO = "auto";
    private static final Pattern PORT = Pattern.compile("/[^\\p{Cntrl}]+|COM[1-9][0-9]{0,2}");
    private static final Pattern USB_NUMBER = Pattern.compile("[0-9a-fA-F]{4}");

    /** @throws LineException {@code BAD_URI}, naming the part that is wrong */
    static SerialTarget of(LineUri uri) throws LineException {
        uri.allow(Set.of("baud", "data", "parity", "stop", "flow", "vid", "pid"));
        boolean auto = uri.target().equals(AUTO);
        if (!auto && !PORT.matcher(uri.target()).matches())
            throw badUri("'" + uri.target() + "' is not a device path, COM1 to COM999, or auto");
        OptionalInt vendor = usbNumber(uri, "vid");
        OptionalInt product = usbNumber(uri, "pid");
        if (auto && vendor.isEmpty()) throw badUri("serial:auto needs vid, the adapter's USB vendor number");
        if (!auto && (vendor.isPresent() || product.isPresent())) throw badUri("vid and pid go with serial:auto only");
        return new SerialTarget(
                auto ? Optional.empty() : Optional.of(uri.target()),
                vendor,
                product,
                uri.number("baud", 115_200, 50, 4_000_000),
                uri.number("data", 8, 5, 8),
                uri.word("parity", "none", Set.of("none", "odd", "even", "mark", "space")),
                uri.number("stop", 1, 1, 2),
                uri.word("flow", "none", Set.of("none", "rtscts", "xonxoff")));
    }

    private static OptionalInt usbNumber(LineUri uri, String key) throws LineException {
        String text = uri.parameters().getOrDefault(key, "");
        if (text.isEmpty() && !uri.parameters().containsKey(key)) return OptionalInt.empty();
        if (!USB_NUMBER.matcher(text).matches()) throw badUri(key + "=" + text + " is not four hexadecimal digits");
        return OptionalInt.of(Integer.parseInt(text, 16));
    }

    /** As in messages. */
    @Override
    public String toString() {
        return path.orElseGet(() -> "the USB adapter " + hex(vendor) + ":" + hex(product));
    }

    private static String hex(OptionalInt number) {
        return number.isPresent() ? String.format("%04x", number.getAsInt()) : "any";
    }
}
