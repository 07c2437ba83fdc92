package perihost.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import perihost.api.camera.Camera;
import perihost.api.camera.CameraSettings;
import perihost.api.camera.CaptureOutcome;
import perihost.api.camera.PreviewSink;
import perihost.api.device.Condition;
import perihost.api.device.DeviceContext;

/** A driver that does what the test says. */
public class ScriptedCamera implements Camera {
    public final LinkedBlockingQueue<String> captured = new LinkedBlockingQueue<>();
    public final LinkedBlockingQueue<PreviewSink> previews = new LinkedBlockingQueue<>();
    public final LinkedBlockingQueue<String> stopped = new LinkedBlockingQueue<>();
    public final LinkedBlockingQueue<CameraSettings> applied = new LinkedBlockingQueue<>();
    public volatile CompletableFuture<CaptureOutcome> outcome = new CompletableFuture<>();
    public volatile Supplier<CompletionStage<Void>> starting = () -> CompletableFuture.completedFuture(null);
    public volatile Function<CameraSettings, CompletionStage<Void>> applying =
            settings -> CompletableFuture.completedFuture(null);
    public volatile DeviceContext context;

    @Override
    public void open(DeviceContext given) {
        context = given;
        given.report(Condition.ready());
    }

    @Override
    public void close() {}

    /** One of its own tasks throws: the host closes it and opens it anew. */
    public void fault() {
        context.executor().execute(() -> {
            throw new IllegalStateException("a fault of the driver");
        });
    }

    @Override
    public CompletionStage<CaptureOutcome> capture(String captureId) {
        CompletionStage<CaptureOutcome> answer = outcome; // before the test knows, which may change it then
        captured.add(captureId);
        return answer;
    }

    @Override
    public CompletionStage<Void> startPreview(PreviewSink sink) {
        previews.add(sink);
        return starting.get();
    }

    @Override
    public CompletionStage<Void> stopPreview() {
        stopped.add("stopped");
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> apply(CameraSettings settings) {
        applied.add(settings);
        return applying.apply(settings);
    }
}
