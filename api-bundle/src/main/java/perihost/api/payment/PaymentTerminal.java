package perihost.api.payment;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import perihost.api.device.Device;

/**
 * A card terminal. A vendor's bundle registers one such service for each terminal it drives. Threads: see
 * {@link Device}.
 *
 * <p>Card numbers leave a driver masked, at most the first 6 and the last 4 digits in clear (E7): in outcomes, in the
 * journal, in messages and logs alike.
 */
@ConsumerType
public interface PaymentTerminal extends Device {
    /**
     * Starts a payment. Called only while the device is READY and no payment is open.
     *
     * @param request what to charge; it is on disk already
     * @param journal for what must be on disk before the terminal is told
     * @return completes when the terminal has taken the request, or may have (E2), at the latest after 2 s; fails with
     *         {@code PAYMENT_START_FAILED}, or {@code INVALID_PAYLOAD} for what it cannot do, only if the terminal
     *         certainly took nothing. Any other failure counts as "may have": the payment is then settled. The method
     *         itself returns within 20 s.
     */
    CompletionStage<StartedPayment> start(PaymentRequest request, PaymentJournal journal);

    /**
     * Cancels the payment in progress. Limit: 5 s from the client's command; answer within 4 s.
     *
     * @return completes when the payment's outcome is {@link PaymentOutcome.Cancelled}, which the payment's own stage
     *         has been completed with before; fails with {@code PAYMENT_CANCEL_FAILED} when the approval won, when the
     *         terminal refuses, or when it is not known (E3)
     */
    CompletionStage<Void> cancel();

    /**
     * Brings the terminal back to idle; called in every state. The outcome of a payment in progress is found out first
     * (E4). Limit: 4 s to answer.
     *
     * @return fails with {@code PAYMENT_RESET_FAILED} when the terminal does not come back
     */
    CompletionStage<Void> reset();

    /**
     * Asks the terminal for the state of its modules (E5). Limit: 4 s.
     *
     * @return fails with {@code DEVICE_CHECK_FAILED} when one is faulty; its details have each module's state
     */
    CompletionStage<Void> check();

    /**
     * Finds out how a payment ended whose outcome the host does not know: after a crash, or when {@link #start} failed
     * in doubt (C4). Called after {@link #open}, once for each such payment, oldest first; the device takes no
     * payment before it has ended. The stage may take as long as it needs; the method
     * itself returns within 20 s.
     *
     * @return completes with the outcome once it is known; {@link PaymentOutcome.Unsettled} when only a person can tell
     */
    CompletionStage<PaymentOutcome> settle(OpenPayment payment, PaymentJournal journal);
}
