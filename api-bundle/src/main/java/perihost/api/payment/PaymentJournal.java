package perihost.api.payment;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One payment's or void's place in the host's journal, and its voice to clients. What is noted here comes back in
 * {@link OpenPayment} or {@link OpenVoid} after a crash.
 */
@ProviderType
public interface PaymentJournal {
    /**
     * Writes notes to disk and forces them there before it returns: what the terminal is about to be told, or what it
     * has just said and is about to be acknowledged. Owner thread only; takes about a millisecond, 2 s at most. A later
     * note with the same key takes the earlier one's place.
     *
     * @param notes names and values of the driver's own choosing, without card data; at most 100 times and 65,536
     *              characters in all for one payment or void
     * @throws IllegalArgumentException beyond that
     * @throws IllegalStateException    once the payment or void has ended
     * @throws perihost.api.device.DeviceException {@code PROCESSING_ERROR} when they may not have reached the disk: the
     *                                             terminal must not be told
     */
    void note(Map<String, String> notes);

    /**
     * Tells clients what a card is doing, so that a screen can say it: event {@code payment_card_event}. Any thread;
     * returns at once. The first 20 of one payment or void are told, none after its end; none is kept over a restart.
     */
    default void cardEvent(CardEvent event) {}
}
