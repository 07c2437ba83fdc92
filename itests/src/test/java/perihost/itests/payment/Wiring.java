package perihost.itests.payment;

import perihost.itests.harness.HostHome;

/** A terminal and the line to it. */
interface Wiring {
    /** Makes both: the line's URI. */
    String make(HostHome home) throws Exception;

    /** Ends both. */
    default void close() throws Exception {}
}
