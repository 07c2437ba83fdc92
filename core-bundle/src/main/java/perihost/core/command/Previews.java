package perihost.core.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import perihost.api.camera.PreviewSink;
import perihost.core.CoreThread;
import perihost.core.device.ManagedDevice;

/** The previews of cameras: each has its own sink, which ends that one and none after it. Core thread. */
final class Previews {
    private final CoreThread core;
    private final Map<String, Preview> latest = new HashMap<>(); // by device

    Previews(CoreThread core) {
        this.core = core;
    }

    private final class Preview implements PreviewSink {
        private final ManagedDevice device;
        private boolean started;
        private boolean ended;

        Preview(ManagedDevice device) {
            this.device = device;
        }

        @Override
        public void ended(String reason) { // any thread
            core.execute(() -> end(reason));
        }

        private void end(String reason) {
            boolean over = started && !device.preview();
            if (ended || over || latest.get(device.id()) != this) return;
            ended = true;
            if (!reason.isEmpty()) device.lastError(reason);
            device.preview(false, Optional.empty());
        }
    }

    /** A preview is about to start: where its driver says that it has ended by itself. */
    PreviewSink next(ManagedDevice device) {
        Preview preview = new Preview(device);
        latest.put(device.id(), preview);
        return preview;
    }

    /** It has started; and it is on, unless its driver has said already that it ended. */
    void started(ManagedDevice device, String commandId) {
        Preview preview = latest.get(device.id());
        preview.started = true;
        if (!preview.ended) device.preview(true, Optional.of(commandId));
    }

    /** It has stopped. */
    void stopped(ManagedDevice device, String commandId) {
        latest.remove(device.id());
        device.preview(false, Optional.of(commandId));
    }
}
