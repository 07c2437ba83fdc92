package perihost.api.camera;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settings to change; what is absent stays as it is (G3).
 *
 * @param width   of the picture, in pixels, 1 to 65535
 * @param height  of the picture, in pixels, 1 to 65535
 * @param format  the picture's encoding
 * @param quality of a JPEG, 1 to 100
 */
public record CameraSettings(OptionalInt width, OptionalInt height, Optional<PhotoFormat> format, OptionalInt quality) {
    /** @throws IllegalArgumentException if a value is out of range, or none is given */
    public CameraSettings {
        range("width", width, 65535);
        range("height", height, 65535);
        range("quality", quality, 100);
        if (width.isEmpty() && height.isEmpty() && format.isEmpty() && quality.isEmpty())
            throw new IllegalArgumentException("nothing to set");
    }

    private static void range(String name, OptionalInt value, int most) {
        if (value.isPresent() && (value.getAsInt() < 1 || value.getAsInt() > most))
            throw new IllegalArgumentException(name + ": " + value.getAsInt());
    }
}
