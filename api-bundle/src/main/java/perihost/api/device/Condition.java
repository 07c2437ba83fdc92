package perihost.api.device;

import java.util.Objects;

/**
 * What a driver knows of its device when no operation is looked at: connected or not, well or not. The host makes the
 * device's {@link DeviceState} of it: READY becomes PROCESSING while an operation runs.
 *
 * @param state  any state but PROCESSING, which is the host's to set
 * @param reason a short English sentence for {@code lastError} and the log, without card data; {@code ""} when well;
 *               what is beyond 500 characters is cut off
 */
public record Condition(DeviceState state, String reason) {
    private static final int MOST = 500;

    /** @throws IllegalArgumentException if the state is PROCESSING */
    public Condition {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        if (reason.length() > MOST) reason = reason.substring(0, MOST);
        if (state == DeviceState.PROCESSING) throw new IllegalArgumentException("PROCESSING is the host's to set");
    }

    /** The device takes commands. */
    public static Condition ready() {
        return new Condition(DeviceState.READY, "");
    }

    /** The driver is trying to reach the device. */
    public static Condition connecting() {
        return new Condition(DeviceState.CONNECTING, "");
    }

    /** The line to the device is lost or was never there. */
    public static Condition disconnected(String reason) {
        return new Condition(DeviceState.DISCONNECTED, reason);
    }

    /** The device answers and reports trouble. */
    public static Condition error(String reason) {
        return new Condition(DeviceState.ERROR, reason);
    }

    /** The device stopped answering. */
    public static Condition hung(String reason) {
        return new Condition(DeviceState.HUNG, reason);
    }
}
