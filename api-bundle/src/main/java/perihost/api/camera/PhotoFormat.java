package perihost.api.camera;

import java.util.Locale;

/** How a photo is encoded. */
public enum PhotoFormat {
    /** JPEG. */
    JPEG,
    /** PNG. */
    PNG;

    /** As the contract writes it: {@code jpeg} or {@code png}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
