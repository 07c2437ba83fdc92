package perihost.api.camera;

import org.osgi.annotation.versioning.ProviderType;

/** What a camera's driver is given for one preview. */
@ProviderType
public interface PreviewSink {
    /**
     * The preview has ended by itself, unplugged or stopped by the camera: the device is not in preview any more. Any
     * thread. After {@link Camera#stopPreview} it has no effect.
     *
     * @param reason a short English sentence for {@code lastError}; {@code ""} when nothing is wrong
     */
    void ended(String reason);
}
