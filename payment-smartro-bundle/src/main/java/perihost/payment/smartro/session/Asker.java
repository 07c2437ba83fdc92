package perihost.payment.smartro.session;

import java.util.function.Consumer;

/** Told how a request fares, and then how it ended. */
interface Asker extends Consumer<Reply> {
    /** The terminal has it. */
    default void acknowledged() {}
}
