package perihost.itests.payment;

import java.util.Map;
import java.util.Optional;
import perihost.itests.harness.Client;

/**
 * A payment as its kiosk saw it.
 *
 * @param commandId  its own
 * @param won        of no other payment
 * @param answer     the body of the OK answer; empty: the kiosk was refused and gave it up
 * @param cancelled  whether a cancel of it was answered OK
 * @param learnt     how it ended by {@code payment_status_check}; empty: the kiosk did not ask
 */
record Payment(String commandId, long won, Optional<String> answer, boolean cancelled, Optional<String> learnt) {
    /** One that is about to begin. */
    static Payment of(long won) {
        return new Payment(Client.id(), won, Optional.empty(), false, Optional.empty());
    }

    /** The request for it, always the same. */
    String body() {
        return Client.command(commandId, "payment_start", Map.of("amount", Long.toString(won)));
    }

    Payment answered(String text) {
        return new Payment(commandId, won, Optional.of(text), cancelled, learnt);
    }

    Payment cancelled(boolean whether) {
        return new Payment(commandId, won, answer, whether, learnt);
    }

    Payment learnt(String outcome) {
        return new Payment(commandId, won, answer, cancelled, Optional.of(outcome));
    }
}
