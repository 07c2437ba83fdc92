package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What runs on the terminal, {@code v} (docs/protocols/smartro.md, 7.11), 15 characters each at most.
 *
 * @param boot0       first boot loader
 * @param boot1       second boot loader
 * @param application the application
 */
public record Versions(String boot0, String boot1, String application) {
    private static final int EACH = 15;

    /** Reads {@code v}; empty if it is too short. */
    public static Optional<Versions> read(ByteBuffer data) {
        if (data.remaining() < 3 * EACH) return Optional.empty();
        return Optional.of(new Versions(
                Text.ascii(data, 0, EACH), Text.ascii(data, EACH, EACH), Text.ascii(data, 2 * EACH, EACH)));
    }

    /** The DATA of {@code v}. */
    public ByteBuffer data() {
        return new DataWriter(3 * EACH)
                .text(boot0, EACH)
                .text(boot1, EACH)
                .text(application, EACH)
                .done();
    }
}
