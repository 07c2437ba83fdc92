package perihost.api.camera;

import java.nio.ByteBuffer;
import java.util.Objects;

/** A picture, encoded. Immutable. */
public final class Photo {
    /** The largest, in bytes: as base64 it has to fit the queue of an event client (H2). */
    public static final int LARGEST = 10 << 20;

    private final ByteBuffer data;
    private final PhotoFormat format;
    private final int width;
    private final int height;

    /**
     * @param data   the encoded picture, 1 to {@link #LARGEST} bytes; not copied: the caller must not change it any more
     * @param width  its true width in pixels, 1 or more
     * @param height its true height in pixels, 1 or more
     * @throws IllegalArgumentException if one is out of range
     */
    public Photo(ByteBuffer data, PhotoFormat format, int width, int height) {
        this.data = data.asReadOnlyBuffer();
        this.format = Objects.requireNonNull(format, "format");
        this.width = width;
        this.height = height;
        if (!data.hasRemaining() || data.remaining() > LARGEST || width < 1 || height < 1)
            throw new IllegalArgumentException(data.remaining() + " bytes, " + width + " x " + height);
    }

    /** The encoded picture, read-only, each time from the first byte. */
    public ByteBuffer data() {
        return data.duplicate();
    }

    /** How it is encoded. */
    public PhotoFormat format() {
        return format;
    }

    /** In pixels. */
    public int width() {
        return width;
    }

    /** In pixels. */
    public int height() {
        return height;
    }
}
