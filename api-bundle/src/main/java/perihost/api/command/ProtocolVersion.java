package perihost.api.command;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the contract, {@code MAJOR.MINOR} (contract 2).
 *
 * @param major 0 to 9999
 * @param minor 0 to 9999
 */
public record ProtocolVersion(int major, int minor) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");

    /** The contract as its users wrote it. */
    public static final ProtocolVersion V1_0 = new ProtocolVersion(1, 0);

    /** 1.0 and optional fields (rules J). */
    public static final ProtocolVersion V1_1 = new ProtocolVersion(1, 1);

    /** The newest that the host speaks. */
    public static final ProtocolVersion NEWEST = V1_1;

    /** What the host speaks, as {@code error.details.supported} lists it (A10). */
    public static final String SUPPORTED = V1_0 + "," + V1_1;

    /** Reads {@code MAJOR.MINOR}; empty when it is not of that form (A4). */
    public static Optional<ProtocolVersion> parse(String text) {
        if (text.equals("1.0")) return Optional.of(V1_0);
        Matcher m = FORM.matcher(text);
        if (!m.matches()) return Optional.empty();
        return Optional.of(new ProtocolVersion(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))));
    }

    /** Whether the host speaks this MAJOR. */
    public boolean supported() {
        return major == NEWEST.major;
    }

    /** The version that an answer to a message of this one carries (A12). */
    public ProtocolVersion answered() {
        if (!supported()) return V1_0;
        return minor > NEWEST.minor ? NEWEST : this;
    }

    /** Whether a message of this version may hold the fields of 1.1. */
    public boolean hasExtensions() {
        return supported() && minor >= 1;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
