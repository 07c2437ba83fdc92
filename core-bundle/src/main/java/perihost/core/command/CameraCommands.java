package perihost.core.command;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import perihost.api.camera.Camera;
import perihost.api.camera.CameraSettings;
import perihost.api.camera.CaptureOutcome;
import perihost.api.camera.CaptureOutcome.Captured;
import perihost.api.camera.CaptureOutcome.NotCaptured;
import perihost.api.camera.Photo;
import perihost.api.camera.PhotoFormat;
import perihost.api.camera.PreviewSink;
import perihost.api.command.InvalidPayload;
import perihost.api.command.Payload;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;
import perihost.core.CoreThread;
import perihost.core.Texts;
import perihost.core.device.DriverGone;
import perihost.core.device.ManagedDevice;
import perihost.core.device.ManagedDevice.Ending;
import perihost.core.event.EventHub.News;

/** The commands of cameras (G). */
final class CameraCommands {
    private static final String CAPTURE_COMPLETE = "camera_capture_complete";
    private static final Duration TO_CAPTURE = Duration.ofSeconds(20);

    private final Acts acts;
    private final Previews previews;

    CameraCommands(Acts acts) {
        this.acts = acts;
        this.previews = new Previews(acts.core());
    }

    List<Handler> handlers() {
        return List.of(
                Handler.act("camera_capture", this::capture, this::settle),
                Handler.query(
                        "camera_status_check",
                        asked -> asked.ok(Devices.status(acts.device(DeviceType.CAMERA, asked)))),
                Handler.query("camera_preview_start", asked -> acts.on(DeviceType.CAMERA, asked, this::startPreview)),
                Handler.query("camera_preview_stop", asked -> acts.on(DeviceType.CAMERA, asked, this::stopPreview)),
                Handler.query("camera_set_settings", this::set));
    }

    /** A capture that the host died over. */
    private void settle(Ledger.Open open, ManagedDevice device) {
        Shot none = new Shot(new NotCaptured("the host stopped before the photo was taken"), "");
        acts.end(
                device,
                ending(open.accepted().commandId(), open.field("captureId"), device, none, Optional.empty()),
                false);
    }

    private void capture(Asked asked) {
        String captureId = asked.command().payload().required("captureId");
        if (captureId.isEmpty() || captureId.length() > 128)
            throw new InvalidPayload("captureId", "must have 1 to 128 characters");
        ManagedDevice device = acts.device(DeviceType.CAMERA, asked);
        Map<String, String> result = Devices.result(device, DeviceState.PROCESSING);
        acts.begin(asked, device, Optional.of(result), Map.of("captureId", captureId), time -> {
            asked.ok(time, result);
            take(asked.id(), captureId, device);
        });
    }

    private void take(String commandId, String captureId, ManagedDevice device) {
        Function<Camera, CompletionStage<Shot>> work =
                camera -> camera.capture(captureId).thenApply(Shot::of);
        device.call(Optional.of(TO_CAPTURE), Camera.class, work).whenComplete(CoreThread.guarded((taken, failure) -> {
            boolean fault = failure != null && !(failure instanceof DeviceException);
            Shot shot = failure == null ? taken : new Shot(new NotCaptured(reason(failure)), "");
            Optional<Condition> condition = fault ? Optional.of(after(failure)) : Optional.empty();
            acts.end(device, ending(commandId, captureId, device, shot, condition), fault);
        }));
    }

    /** An outcome, its photo encoded already, on the driver's thread: the core's is for everybody. */
    private record Shot(CaptureOutcome outcome, String base64) {
        static Shot of(CaptureOutcome outcome) {
            if (!(Objects.requireNonNull(outcome) instanceof Captured c)) return new Shot(outcome, "");
            byte[] bytes = new byte[c.photo().data().remaining()];
            c.photo().data().get(bytes);
            return new Shot(outcome, Base64.getEncoder().encodeToString(bytes));
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof DriverGone
                ? "the driver was stopped"
                : Failures.of(failure).message();
    }

    private static Condition after(Throwable failure) {
        return failure instanceof TimeoutException
                ? Condition.hung("the camera did not take the photo in time")
                : Condition.error("its driver failed");
    }

    private static Ending ending(
            String commandId, String captureId, ManagedDevice device, Shot shot, Optional<Condition> condition) {
        String error = shot.outcome instanceof NotCaptured n ? n.reason() : "";
        return new Ending(
                commandId,
                condition,
                error,
                state -> new News(
                        CAPTURE_COMPLETE,
                        DeviceType.CAMERA,
                        device.id(),
                        Optional.of(commandId),
                        shot.outcome instanceof Captured c
                                ? photo(captureId, c.photo(), shot.base64, state)
                                : none(captureId, state),
                        error.isEmpty() ? Map.of() : Map.of("errorMessage", error)));
    }

    private static Map<String, String> photo(String captureId, Photo photo, String base64, DeviceState state) {
        return Texts.of(
                "captureId", captureId,
                "imageData", base64,
                "imageFormat", photo.format().code(),
                "width", Integer.toString(photo.width()),
                "height", Integer.toString(photo.height()),
                "success", "true",
                "state", state.code());
    }

    private static Map<String, String> none(String captureId, DeviceState state) {
        return Texts.of(
                "captureId", captureId,
                "imageData", "",
                "imageFormat", "",
                "width", "0",
                "height", "0",
                "success", "false",
                "state", state.code());
    }

    private void startPreview(Asked asked, ManagedDevice device) {
        if (device.preview()) {
            asked.ok(Devices.result(device, device.state()));
            return;
        }
        PreviewSink sink = previews.next(device);
        acts.callAlone(asked, device, Camera.class, camera -> camera.startPreview(sink), done -> {
            previews.started(device, asked.id());
            asked.ok(Devices.result(device, device.state()));
        });
    }

    private void stopPreview(Asked asked, ManagedDevice device) {
        if (!device.preview()) {
            device.requireReady();
            asked.ok(Devices.result(device, device.state()));
            return;
        }
        acts.callAlone(asked, device, Camera.class, Camera::stopPreview, done -> {
            previews.stopped(device, asked.id());
            asked.ok(Devices.result(device, device.state()));
        });
    }

    private void set(Asked asked) {
        CameraSettings settings = settings(asked.command().payload());
        acts.on(DeviceType.CAMERA, asked, (same, device) -> {
            device.requireReady();
            acts.callAlone(
                    asked,
                    device,
                    Camera.class,
                    camera -> camera.apply(settings),
                    done -> asked.ok(Map.of("deviceId", device.id())));
        });
    }

    private static CameraSettings settings(Payload payload) {
        OptionalInt width = number(payload, "resolutionWidth", 65535);
        OptionalInt height = number(payload, "resolutionHeight", 65535);
        Optional<PhotoFormat> format = payload.text("imageFormat").map(CameraCommands::format);
        OptionalInt quality = number(payload, "quality", 100);
        if (width.isEmpty() && height.isEmpty() && format.isEmpty() && quality.isEmpty())
            throw new InvalidPayload("payload", "has none of resolutionWidth, resolutionHeight, imageFormat, quality");
        return new CameraSettings(width, height, format, quality);
    }

    private static PhotoFormat format(String text) {
        return Arrays.stream(PhotoFormat.values())
                .filter(f -> f.code().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidPayload("imageFormat", "must be jpeg or png"));
    }

    private static OptionalInt number(Payload payload, String field, int most) {
        Optional<String> text = payload.text(field);
        if (text.isEmpty()) return OptionalInt.empty();
        if (text.get().matches("[1-9][0-9]{0,5}") && Integer.parseInt(text.get()) <= most)
            return OptionalInt.of(Integer.parseInt(text.get()));
        throw new InvalidPayload(field, "must be a number from 1 to " + most);
    }
}
