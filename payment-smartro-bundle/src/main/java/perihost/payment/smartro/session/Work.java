package perihost.payment.smartro.session;

import java.util.Optional;
import perihost.payment.smartro.protocol.ApprovalAnswer;
import perihost.payment.smartro.protocol.Frame;

/** What the conversation is about just now: one thing at a time has the floor. */
interface Work {
    /** Nothing. */
    Work NONE = new Work() {};

    /** The payment that it is about. */
    default Optional<Charge> charge() {
        return Optional.empty();
    }

    /** Its payment's {@code b} has come, not asked for any more; it is on disk and acknowledged. */
    default void heard(ApprovalAnswer b) {}

    /** An answer to a void has come, not asked for any more; it is on disk and acknowledged. */
    default void undone(Frame answer) {}

    /** The terminal has stopped to wait for a card, later than was waited for. */
    default void stoppedLate() {}

    /**
     * The line is gone.
     *
     * @param unwritten the line broke over the first byte of its request
     */
    default void lost(boolean unwritten) {}

    /** It never had the floor, and will not. */
    default void dropped() {}

    /** The terminal is to be reset: what moves money shall come to an end, a known one. */
    default void giveUp() {}

    /** It must go on when there is a line again. */
    default boolean isLasting() {
        return false;
    }

    /** There is a line again. */
    default void up() {}

    /** The terminal is about to be reset: it ends. */
    default void preempted() {}
}
