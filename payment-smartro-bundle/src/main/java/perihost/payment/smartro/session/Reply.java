package perihost.payment.smartro.session;

import perihost.payment.smartro.protocol.Frame;

/** How a request ended (docs/protocols/smartro.md, 6.3). */
sealed interface Reply {
    /** With its answer, which has been acknowledged. */
    record Answer(Frame frame) implements Reply {}

    /** With the ACK of a request that has no answer. */
    record Acknowledged() implements Reply {}

    /**
     * Without.
     *
     * @param sent how often it was sent
     */
    record Failure(Why why, int sent) implements Reply {}

    /** Why there is no answer. */
    enum Why {
        /** The terminal refused every sending. */
        NAK,
        /** It never acknowledged. */
        NO_ACK,
        /** It acknowledged and did not answer in time. */
        NO_ANSWER,
        /** Its answer came damaged, three times. */
        BROKEN
    }
}
