package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.api.camera.CameraSettings;
import perihost.api.camera.CaptureOutcome;
import perihost.api.camera.CaptureOutcome.Captured;
import perihost.api.camera.CaptureOutcome.NotCaptured;
import perihost.api.camera.Photo;
import perihost.api.camera.PhotoFormat;
import perihost.api.camera.PreviewSink;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.event.DeviceEvent;
import perihost.core.Bench;
import perihost.core.ScriptedCamera;
import perihost.core.journal.Journal;

public class CameraTest {
    private static final int HASTE = 6; // commands are answered in time on a machine that does much else
    private static final Photo PHOTO =
            new Photo(ByteBuffer.wrap(new byte[] {(byte) 0xff, (byte) 0xd8, 0, 1}), PhotoFormat.JPEG, 640, 480);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ScriptedCamera camera = new ScriptedCamera();
    private Bench bench;

    @Before
    public void start() throws IOException {
        bench = new Bench(folder.getRoot().toPath(), HASTE, Journal::open);
        bench.drivers.come("k1", camera);
        bench.awaitState(DeviceState.READY);
    }

    @After
    public void stop() {
        bench.close();
    }

    private Response capture(String id) {
        return bench.answer(id, "camera_capture", "captureId", "photo " + id);
    }

    private DeviceEvent captured() {
        List<DeviceEvent> all = bench.eventsUntil(e -> e.eventType().equals("camera_capture_complete"));
        return all.get(all.size() - 1);
    }

    private PreviewSink startPreview(String id) {
        assertEquals(
                Map.of("deviceId", "k1", "state", "3"),
                bench.answer(id, "camera_preview_start").result());
        bench.awaitState(DeviceState.PROCESSING);
        return Bench.take(camera.previews);
    }

    private static ErrorCode code(Response answer) {
        return answer.error().orElseThrow().code();
    }

    @Test
    public void tellsAPhotoWhole() {
        assertEquals(Map.of("deviceId", "k1", "state", "3"), capture("c1").result());
        assertEquals("photo c1", Bench.take(camera.captured));
        camera.outcome.complete(new Captured(PHOTO));
        DeviceEvent told = captured();
        assertEquals(
                Map.of(
                        "captureId", "photo c1",
                        "imageData", "/9gAAQ==",
                        "imageFormat", "jpeg",
                        "width", "640",
                        "height", "480",
                        "success", "true",
                        "state", "2"),
                told.data());
        assertEquals(Map.of(), told.extensions());
        assertEquals(Optional.of("c1"), told.commandId());
        assertEquals("2", bench.event().data().get("state"));
        assertEquals(Optional.empty(), bench.leftover());
    }

    private static Map<String, String> none(String captureId, String state) {
        return Map.of(
                "captureId", captureId,
                "imageData", "",
                "imageFormat", "",
                "width", "0",
                "height", "0",
                "success", "false",
                "state", state);
    }

    @Test
    public void tellsWhyThereIsNoPhotoAsAnExtensionAlone() {
        capture("c1");
        camera.outcome.complete(new NotCaptured("the lens is covered"));
        DeviceEvent told = captured();
        assertEquals(none("photo c1", "2"), told.data());
        assertEquals(Map.of("errorMessage", "the lens is covered"), told.extensions());
        assertEquals("the lens is covered", bench.device().lastError());
    }

    @Test
    public void takesNoOutcomeForAFault() {
        capture("c1");
        camera.outcome.complete(null);
        assertEquals(none("photo c1", "4"), captured().data());
        bench.awaitState(DeviceState.READY);
    }

    @Test
    public void endsACaptureOnceWhoseDriverWasOpenedAnew() {
        capture("c1");
        Bench.take(camera.captured);
        CompletableFuture<CaptureOutcome> first = camera.outcome;
        camera.outcome = new CompletableFuture<>();
        camera.fault();
        assertEquals("false", captured().data().get("success"));
        assertEquals(List.of(), bench.outcomesUntilReady());
        first.complete(new Captured(PHOTO));
        capture("c2");
        bench.awaitState(DeviceState.PROCESSING);
        camera.outcome.complete(new Captured(PHOTO));
        assertEquals(List.of("camera_capture_complete c2"), bench.outcomesUntilReady());
    }

    @Test
    public void takesPhotosInPreviewAndLeavesItOn() {
        startPreview("v1");
        assertEquals(Status.OK, capture("c1").status());
        assertEquals(ErrorCode.DEVICE_NOT_READY, code(capture("c2")));
        camera.outcome.complete(new Captured(PHOTO));
        assertEquals("3", captured().data().get("state"));
        assertEquals(Optional.empty(), bench.leftover());
        assertEquals(DeviceState.PROCESSING, bench.device().state());
        assertEquals(
                Map.of("deviceId", "k1", "state", "2"),
                bench.answer("v2", "camera_preview_stop").result());
        bench.awaitState(DeviceState.READY);
    }

    @Test
    public void startsAPreviewOnceAndStopsItOnce() {
        startPreview("v1");
        assertEquals("3", bench.answer("v2", "camera_preview_start").result().get("state"));
        assertEquals(0, camera.previews.size());
        assertEquals("2", bench.answer("v3", "camera_preview_stop").result().get("state"));
        assertEquals("2", bench.answer("v4", "camera_preview_stop").result().get("state"));
        assertEquals(1, camera.stopped.size());
    }

    @Test
    public void changesNoSettingsInPreview() {
        startPreview("v1");
        Response answer = bench.answer("s1", "camera_set_settings", "quality", "80");
        assertEquals(ErrorCode.DEVICE_NOT_READY, code(answer));
        assertEquals(
                Map.of("state", "3", "stateString", "PROCESSING"),
                answer.error().orElseThrow().details());
        assertEquals(0, camera.applied.size());
    }

    @Test
    public void isReadyWhenItsPreviewEndsByItself() {
        PreviewSink sink = startPreview("v1");
        sink.ended("the camera was unplugged");
        bench.awaitState(DeviceState.READY);
        assertEquals("the camera was unplugged", bench.device().lastError());
        sink.ended("again");
        assertEquals(Optional.empty(), bench.leftover());
        assertEquals("the camera was unplugged", bench.device().lastError());
    }

    @Test
    public void hearsTheSinkOfThisPreviewAlone() {
        PreviewSink first = startPreview("v1");
        bench.answer("v2", "camera_preview_stop");
        bench.awaitState(DeviceState.READY);
        startPreview("v3");
        first.ended("late");
        assertEquals(Optional.empty(), bench.leftover());
        assertEquals(DeviceState.PROCESSING, bench.device().state());
        assertEquals("", bench.device().lastError());
    }

    @Test
    public void startsNoPreviewThatHasEndedAlready() {
        camera.starting = () -> {
            camera.previews.element().ended("the camera has no picture");
            return CompletableFuture.completedFuture(null);
        };
        bench.answer("v1", "camera_preview_start");
        bench.leftover(); // all is done that was begun
        assertEquals(DeviceState.READY, bench.device().state());
        assertEquals("the camera has no picture", bench.device().lastError());
    }

    @Test
    public void isNotInPreviewAnyMoreWhenOpenedAnew() {
        startPreview("v1");
        camera.fault();
        bench.awaitState(DeviceState.READY);
        camera.context.report(Condition.disconnected("unplugged"));
        bench.awaitState(DeviceState.DISCONNECTED);
        assertEquals(ErrorCode.DEVICE_NOT_READY, code(capture("c1")));
        camera.context.report(Condition.ready());
        bench.awaitState(DeviceState.READY);
        startPreview("v2");
    }

    @Test
    public void appliesSettingsThatAreGiven() {
        Response answer = bench.answer("s1", "camera_set_settings", "resolutionWidth", "800", "imageFormat", "png");
        assertEquals(Map.of("deviceId", "k1"), answer.result());
        assertEquals(
                new CameraSettings(
                        OptionalInt.of(800), OptionalInt.empty(), Optional.of(PhotoFormat.PNG), OptionalInt.empty()),
                Bench.take(camera.applied));
    }

    @Test
    public void namesTheSettingThatIsWrong() {
        Map<String, List<String>> wrong = Map.of(
                "resolutionWidth", List.of("0", "-1", "65536", "08", "wide", ""),
                "resolutionHeight", List.of("0", "65536", "1e3"),
                "imageFormat", List.of("JPEG", "gif", ""),
                "quality", List.of("0", "101", "80%"));
        int[] id = {0};
        wrong.forEach((field, texts) -> texts.forEach(text -> {
            Response answer = bench.answer("s" + id[0]++, "camera_set_settings", field, text);
            assertEquals(field + "=" + text, ErrorCode.INVALID_PAYLOAD, code(answer));
            assertEquals(field, answer.error().orElseThrow().details().get("field"));
        }));
        assertEquals("one at least", ErrorCode.INVALID_PAYLOAD, code(bench.answer("s", "camera_set_settings")));
        assertEquals(0, camera.applied.size());
    }

    @Test
    public void tellsWhichSizesTheCameraCanDo() {
        camera.applying = settings -> CompletableFuture.failedFuture(new DeviceException(
                ErrorCode.INVALID_PAYLOAD, "the camera cannot do this size", Map.of("sizes", "640x480")));
        Response answer = bench.answer("s1", "camera_set_settings", "resolutionWidth", "641");
        assertEquals(Status.REJECTED, answer.status());
        assertEquals(ErrorCode.INVALID_PAYLOAD, code(answer));
        assertEquals(Map.of("sizes", "640x480"), answer.error().orElseThrow().details());
        assertEquals(DeviceState.READY, bench.device().state());
    }

    @Test
    public void namesACaptureIdThatIsWrong() {
        for (String captureId : List.of("", "x".repeat(129))) {
            Response answer = bench.answer("c" + captureId.length(), "camera_capture", "captureId", captureId);
            assertEquals(ErrorCode.INVALID_PAYLOAD, code(answer));
            assertEquals("captureId", answer.error().orElseThrow().details().get("field"));
        }
        assertEquals(0, camera.captured.size());
    }

    @Test
    public void tellsAPhotoThatTheHostStoppedOver() throws IOException {
        Response first = capture("c1");
        Bench.take(camera.captured);
        bench.close();
        bench = new Bench(folder.getRoot().toPath(), HASTE, Journal::open);
        bench.drivers.come("k1", camera);
        DeviceEvent told = bench.event();
        assertEquals("before anything else", "camera_capture_complete", told.eventType());
        assertEquals(none("photo c1", "0"), told.data());
        assertFalse(told.extensions().get("errorMessage").isEmpty());
        bench.awaitState(DeviceState.READY);
        assertEquals(first.asReplayed(), capture("c1"));
        assertTrue(camera.captured.isEmpty());
    }
}
