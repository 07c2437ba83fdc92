package perihost.api.payment;

import java.util.OptionalInt;

/**
 * How bright and how loud a terminal is, each from 0, off or least, to 9, most. Empty in what is wanted: to be left as it
 * is; in what is: the terminal has no such setting.
 *
 * @param screenBrightness of its screen
 * @param voiceVolume      of its spoken words
 * @param touchVolume      of its keys
 */
public record TerminalSettings(OptionalInt screenBrightness, OptionalInt voiceVolume, OptionalInt touchVolume) {
    private static final int MOST = 9;

    /** @throws IllegalArgumentException if one is out of range */
    public TerminalSettings {
        check("screenBrightness", screenBrightness);
        check("voiceVolume", voiceVolume);
        check("touchVolume", touchVolume);
    }

    private static void check(String name, OptionalInt value) {
        if (value.isPresent() && (value.getAsInt() < 0 || value.getAsInt() > MOST))
            throw new IllegalArgumentException(name + ": " + value.getAsInt());
    }
}
