package perihost.api.payment;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import perihost.api.device.Device;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;

/**
 * A card terminal. A vendor's bundle registers one such service for each terminal it drives. Threads: see
 * {@link Device}.
 *
 * <p>Card numbers leave a driver masked, at most the first 6 and the last 4 digits in clear (E7): in outcomes, in the
 * journal, in messages and logs alike.
 *
 * <p>What not every terminal can do is a default method, which says that this one cannot.
 */
@ConsumerType
public interface PaymentTerminal extends Device {
    /**
     * Starts a payment. Called only while the device is READY and no payment or void is open.
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
     * Cancels the payment in progress; never called for a void. Limit: 5 s from the client's command; answer within 4 s.
     *
     * @return completes when the payment's outcome is {@link PaymentOutcome.Cancelled}, which the payment's own stage
     *         has been completed with before; fails with {@code PAYMENT_CANCEL_FAILED} when the approval won, when the
     *         terminal refuses, or when it is not known (E3)
     */
    CompletionStage<Void> cancel();

    /**
     * Brings the terminal back to idle; called in every state. The outcome of a payment or void in progress is found out
     * first (E4). Limit: 4 s to answer.
     *
     * @return fails with {@code PAYMENT_RESET_FAILED} when the terminal does not come back
     */
    CompletionStage<Void> reset();

    /**
     * Asks the terminal for the state of its modules (E5). Called in READY, and in ERROR and HUNG, where a
     * {@link #settle} that runs goes first and is not to be disturbed. Limit: 4 s.
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

    /**
     * Undoes an approval, on a later day too. A money operation like {@link #start}, with the same promises: called only
     * while the device is READY and no payment or void is open, and the method itself returns within 20 s. The outcome of
     * what it completes with:
     *
     * <ul>
     *   <li>{@link PaymentOutcome.Approved}, with the cancel's own data: the approval is undone;
     *   <li>{@link PaymentOutcome.Declined}: the terminal or the card company refuses, nothing is undone;
     *   <li>{@link PaymentOutcome.NotStarted}, {@link PaymentOutcome.Failed}, {@link PaymentOutcome.Cancelled}: it is
     *       certain that nothing is undone;
     *   <li>{@link PaymentOutcome.Unsettled}: it may be undone, and the driver cannot find out. Clients are told that it
     *       failed and has to be checked with the VAN; nothing more is asked, and the device takes commands again.
     * </ul>
     *
     * A failure of the outcome's stage is settled by {@link #settleVoid}.
     *
     * @param request which approval; it is on disk already
     * @param journal for what must be on disk before the terminal is told
     * @return completes when the terminal has taken the request, or may have, at the latest after 2 s; fails with
     *         {@code PAYMENT_START_FAILED}, or {@code INVALID_PAYLOAD} for what it cannot do, only if the terminal
     *         certainly took nothing. Any other failure counts as "may have". By default it fails with
     *         {@code PAYMENT_START_FAILED}: a terminal that cannot do it took nothing.
     */
    default CompletionStage<StartedPayment> voidApproval(VoidRequest request, PaymentJournal journal) {
        return cannot(ErrorCode.PAYMENT_START_FAILED);
    }

    /**
     * Finds out how a void ended whose outcome the host does not know: after a crash, or when {@link #voidApproval} failed
     * in doubt. Called after {@link #open}, and again only if the device was closed before it had answered; the device
     * takes no payment and no void before. The stage may take as long as it needs; the method itself returns within
     * 20 s.
     *
     * @return completes with the outcome, as in {@link #voidApproval}; {@link PaymentOutcome.Unsettled}, or a failure, when
     *         it cannot be known
     */
    default CompletionStage<PaymentOutcome> settleVoid(OpenVoid open, PaymentJournal journal) {
        return cannot(ErrorCode.PROCESSING_ERROR);
    }

    /**
     * What the terminal keeps as its last approval. Called only while the device is READY. Limit: 4 s.
     *
     * @return completes with empty when it keeps none, or the last was a rejection
     */
    default CompletionStage<Optional<Approval>> lastApproval() {
        return cannot(ErrorCode.PROCESSING_ERROR);
    }

    /**
     * Reads the chip number of the contactless card that is shown. Called only while the device is READY. Limit: 4 s.
     *
     * @return completes with 8 hexadecimal digits; fails with {@code PROCESSING_ERROR} when no card is shown in time
     */
    default CompletionStage<String> readCardUid() {
        return cannot(ErrorCode.PROCESSING_ERROR);
    }

    /** Whether an IC card is in the reader. Called only while the device is READY. Limit: 4 s. */
    default CompletionStage<Boolean> hasIcCard() {
        return cannot(ErrorCode.PROCESSING_ERROR);
    }

    /**
     * Sets the screen's brightness and the volumes. Called only while the device is READY. Limit: 4 s.
     *
     * @param wanted what to set; what is empty is left as it is
     * @return completes with all of them as they are now
     */
    default CompletionStage<TerminalSettings> settings(TerminalSettings wanted) {
        return cannot(ErrorCode.PROCESSING_ERROR);
    }

    private static <T> CompletionStage<T> cannot(ErrorCode code) {
        return CompletableFuture.failedFuture(new DeviceException(code, "the terminal cannot do this"));
    }
}
