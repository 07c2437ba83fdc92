package perihost.payment.smartro.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * When something comes in.
 *
 * @param up    time since the device was opened: what lasts for a while is counted on it
 * @param clock the time of day, which may jump when somebody sets it: what goes over the line and into notes
 */
public record Moment(Duration up, Instant clock) {
    /** Refuses null. */
    public Moment {
        Objects.requireNonNull(up, "up");
        Objects.requireNonNull(clock, "clock");
    }
}
