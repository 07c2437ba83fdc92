package perihost.payment.smartro.session;

import java.time.Duration;
import java.util.Set;

/**
 * How to talk to a terminal, checked (docs/protocols/smartro.md, 6.2).
 *
 * @param terminalId the id in what is sent; may be empty
 * @param required   the modules that must be well: {@code card}, {@code rf}, {@code van}, {@code link}
 * @param ack        how long to wait for an ACK
 * @param answer     how long to wait for an answer after it
 * @param bytes      how long a line is silent inside a frame before it is given up
 * @param card       how long a customer has to show a card
 * @param cardEvent  how long after the card's last event an outcome is waited for
 * @param check      how often an idle terminal is asked whether it is there
 * @param listen     how long an outcome that did not come is still listened for
 * @param settle     how long a payment is tried to be settled before it is left open
 */
public record Settings(
        String terminalId,
        Set<String> required,
        Duration ack,
        Duration answer,
        Duration bytes,
        Duration card,
        Duration cardEvent,
        Duration check,
        Duration listen,
        Duration settle) {
    /** Copies the set. */
    public Settings {
        required = Set.copyOf(required);
    }
}
