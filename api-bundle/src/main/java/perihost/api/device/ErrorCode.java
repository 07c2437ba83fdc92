package perihost.api.device;

/** Why a command was not carried out (contract 10). */
public enum ErrorCode {
    /** The message could not be read (A4). */
    PARSE_ERROR(true),
    /** A payload field is missing or wrong; {@code details} has {@code field} and {@code reason} (B4). */
    INVALID_PAYLOAD(true),
    /** The host does not take this command (A10, A11). */
    COMMAND_REJECTED(true),
    /** No device of the type is configured, or none of the id that was asked for (D3). */
    DEVICE_NOT_FOUND(true),
    /** The device is not in a state to do it; {@code details} has {@code state} and {@code stateString} (D3, D4). */
    DEVICE_NOT_READY(false),
    /** The device or its driver failed while doing it (B5). */
    PROCESSING_ERROR(false),
    /** The terminal certainly took no request (E2). */
    PAYMENT_START_FAILED(false),
    /** Nothing was cancelled (E3). */
    PAYMENT_CANCEL_FAILED(false),
    /** The terminal could not be reset (E4). */
    PAYMENT_RESET_FAILED(false),
    /** A module of the terminal is faulty; {@code details} has each module's state (E5). */
    DEVICE_CHECK_FAILED(false),
    /** The card company declined. Only in events of failed payments and voids, never in an answer (E6). */
    VAN_REJECTED(false);

    private final boolean beforeDevice;

    ErrorCode(boolean beforeDevice) {
        this.beforeDevice = beforeDevice;
    }

    /** True when the host refused before the command reached a device: REJECTED (B1); false: FAILED (B2). */
    public boolean beforeDevice() {
        return beforeDevice;
    }
}
