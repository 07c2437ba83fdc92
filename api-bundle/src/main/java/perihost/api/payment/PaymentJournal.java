package perihost.api.payment;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** One payment's place in the host's journal. What is noted here comes back in {@link OpenPayment} after a crash. */
@ProviderType
public interface PaymentJournal {
    /**
     * Writes notes to disk and forces them there before it returns: what the terminal is about to be told, or what it
     * has just said and is about to be acknowledged. Owner thread only; takes about a millisecond, 2 s at most. A later
     * note with the same key takes the earlier one's place.
     *
     * @param notes names and values of the driver's own choosing, without card data; at most 100 times and 65,536
     *              characters in all for one payment
     * @throws IllegalArgumentException beyond that
     * @throws IllegalStateException    once the payment has ended
     * @throws perihost.api.device.DeviceException {@code PROCESSING_ERROR} when they may not have reached the disk: the
     *                                             terminal must not be told
     */
    void note(Map<String, String> notes);
}
