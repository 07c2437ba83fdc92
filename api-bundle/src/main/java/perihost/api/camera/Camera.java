package perihost.api.camera;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import perihost.api.device.Device;

/** A camera. A vendor's bundle registers one such service for each camera it drives. Threads: see {@link Device}. */
@ConsumerType
public interface Camera extends Device {
    /**
     * Takes a photo, while idle or in preview (G2). No other capture is running. Limit: 20 s.
     *
     * @param captureId the client's name for the photo, 1 to 128 characters
     */
    CompletionStage<CaptureOutcome> capture(String captureId);

    /**
     * Starts the preview. Called only while it is off. Limit: 4 s.
     *
     * @param sink this preview's, until it has ended
     */
    CompletionStage<Void> startPreview(PreviewSink sink);

    /** Ends the preview. Called only while it is on. Limit: 4 s. */
    CompletionStage<Void> stopPreview();

    /**
     * Changes settings, for captures and previews from now on. Called only while READY. Limit: 4 s.
     *
     * @return fails with {@code INVALID_PAYLOAD} when the camera cannot do the size; its details name the sizes that it
     *         can (G3). Nothing is changed then.
     */
    CompletionStage<Void> apply(CameraSettings settings);
}
