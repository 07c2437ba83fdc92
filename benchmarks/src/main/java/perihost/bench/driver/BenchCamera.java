package perihost.bench.driver;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import perihost.api.camera.Camera;
import perihost.api.camera.CameraSettings;
import perihost.api.camera.CaptureOutcome;
import perihost.api.camera.PreviewSink;
import perihost.api.device.Condition;
import perihost.api.device.DeviceContext;
import perihost.bench.driver.Trouble.Way;

/**
 * A camera that takes no photos. Its preview begins and ends at once, and nothing of that is journaled. The quality that
 * is set says what the bad drivers are to do.
 */
final class BenchCamera implements Camera {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private final Trouble trouble;

    BenchCamera(Trouble trouble) {
        this.trouble = trouble;
    }

    @Override
    public void open(DeviceContext context) {
        context.report(Condition.ready());
    }

    @Override
    public void close() {
        // nothing is held
    }

    @Override
    public CompletionStage<CaptureOutcome> capture(String captureId) {
        return CompletableFuture.completedFuture(new CaptureOutcome.NotCaptured("it has no lens"));
    }

    @Override
    public CompletionStage<Void> startPreview(PreviewSink sink) {
        return DONE;
    }

    @Override
    public CompletionStage<Void> stopPreview() {
        return DONE;
    }

    @Override
    public CompletionStage<Void> apply(CameraSettings settings) {
        settings.quality().ifPresent(quality -> trouble.set(Way.values()[quality - 1]));
        return DONE;
    }
}
