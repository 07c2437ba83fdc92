package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Screen and volumes, {@code S} and {@code s} (docs/protocols/smartro.md, 7.11).
 *
 * @param brightness  {@code 0} to {@code 9}; {@link #ASK} in a request asks for the value
 * @param voiceVolume the same
 * @param touchVolume the same
 */
public record Sound(char brightness, char voiceVolume, char touchVolume) {
    /** Leaves a value as it is. */
    public static final char ASK = 'Q';

    private static final int LENGTH = 3;

    /** Reads {@code S} or {@code s}; empty if it is too short. */
    public static Optional<Sound> read(ByteBuffer data) {
        if (data.remaining() < LENGTH) return Optional.empty();
        return Optional.of(new Sound(Text.character(data, 0), Text.character(data, 1), Text.character(data, 2)));
    }

    /** The DATA of {@code S} and {@code s}. */
    public ByteBuffer data() {
        return new DataWriter(LENGTH)
                .put(brightness)
                .put(voiceVolume)
                .put(touchVolume)
                .done();
    }
}
