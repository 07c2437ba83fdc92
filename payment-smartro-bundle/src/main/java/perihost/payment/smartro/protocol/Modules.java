package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a terminal's modules, {@code a} (docs/protocols/smartro.md, 7.1): {@code O} well, {@code N} not fitted,
 * {@code X} or {@code F} faulty.
 *
 * @param card the IC and stripe reader
 * @param rf   the contactless reader
 * @param van  the link to the VAN's server
 * @param link the link to the server for transit cards
 */
public record Modules(char card, char rf, char van, char link) {
    private static final int LENGTH = 4;

    /** Reads {@code a}; empty if it is too short. */
    public static Optional<Modules> read(ByteBuffer data) {
        if (data.remaining() < LENGTH) return Optional.empty();
        return Optional.of(new Modules(
                Text.character(data, 0), Text.character(data, 1), Text.character(data, 2), Text.character(data, 3)));
    }

    /** The DATA of {@code a}. */
    public ByteBuffer data() {
        return new DataWriter(LENGTH).put(card).put(rf).put(van).put(link).done();
    }

    /** Each module's letter by its name: {@code card}, {@code rf}, {@code van}, {@code link}. */
    public Map<String, String> letters() {
        Map<String, String> letters = new LinkedHashMap<>();
        letters.put("card", String.valueOf(card));
        letters.put("rf", String.valueOf(rf));
        letters.put("van", String.valueOf(van));
        letters.put("link", String.valueOf(link));
        return letters;
    }
}
