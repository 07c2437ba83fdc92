package perihost.api.device;

/** The state of a device, with the number that the contract gives it (contract 9). */
public enum DeviceState {
    /** 0: not connected, or its driver is not there (D3). */
    DISCONNECTED,
    /** 1: the driver is trying to reach it. */
    CONNECTING,
    /** 2: it takes commands. */
    READY,
    /** 3: an operation is running; only its cancel, reset and status check are taken (D4). The host alone sets it. */
    PROCESSING,
    /** 4: it reports trouble, such as paper out. */
    ERROR,
    /** 5: it did not answer within its time limit (D6). */
    HUNG;

    /** The number of the state as the contract writes it: {@code "0"} to {@code "5"}. */
    public String code() {
        return Integer.toString(ordinal());
    }
}
