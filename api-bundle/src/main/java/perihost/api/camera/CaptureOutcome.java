package perihost.api.camera;

import java.util.Objects;

/** How a capture ended. */
public sealed interface CaptureOutcome {
    /** A photo was taken. */
    record Captured(Photo photo) implements CaptureOutcome {
        /** Refuses null. */
        public Captured {
            Objects.requireNonNull(photo, "photo");
        }
    }

    /**
     * No photo was taken.
     *
     * @param reason a short English sentence for {@code lastError} (G1)
     */
    record NotCaptured(String reason) implements CaptureOutcome {
        /** Refuses null. */
        public NotCaptured {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
