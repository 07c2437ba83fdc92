package perihost.core.command;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;
import perihost.api.payment.OpenPayment;
import perihost.api.payment.PaymentJournal;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentRequest;

/** A payment until its outcome is told, and its place in the journal. */
final class Payment implements PaymentJournal {
    static final int MOST_NOTES = 100;
    static final int MOST_CHARACTERS = 64 << 10;
    private static final Duration TO_WRITE = Duration.ofSeconds(2);

    private final PaymentRequest request;
    private final Instant startedAt;
    private final Ledger ledger;
    private final Map<String, String> notes = new HashMap<>(); // guarded by this
    private int noted; // guarded by this
    private int characters; // guarded by this
    private Optional<PaymentOutcome> outcome = Optional.empty(); // guarded by this

    Payment(PaymentRequest request, Instant startedAt, Map<String, String> notes, Ledger ledger) {
        this.request = request;
        this.startedAt = startedAt;
        this.notes.putAll(notes);
        this.ledger = ledger;
    }

    PaymentRequest request() {
        return request;
    }

    /** As it is handed to a driver to be settled. */
    synchronized OpenPayment open() {
        return new OpenPayment(request, startedAt, notes);
    }

    /** It has ended: nothing is noted any more. False if it had before. */
    synchronized boolean end(PaymentOutcome how) {
        if (outcome.isPresent()) return false;
        outcome = Optional.of(how);
        return true;
    }

    /** How it ended. */
    synchronized Optional<PaymentOutcome> outcome() {
        return outcome;
    }

    @Override
    public void note(Map<String, String> more) { // owner thread
        count(more);
        try {
            ledger.note(request.commandId(), more)
                    .toCompletableFuture()
                    .get(TO_WRITE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new DeviceException(ErrorCode.PROCESSING_ERROR, "the journal cannot be written");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeviceException(ErrorCode.PROCESSING_ERROR, "the payment was interrupted");
        }
    }

    private synchronized void count(Map<String, String> more) {
        if (outcome.isPresent()) throw new IllegalStateException("the payment has ended");
        int size = more.entrySet().stream()
                .mapToInt(e -> e.getKey().length() + e.getValue().length())
                .sum();
        if (noted + 1 > MOST_NOTES || characters + size > MOST_CHARACTERS)
            throw new IllegalArgumentException("too many notes on one payment");
        noted++;
        characters += size;
        notes.putAll(more);
    }
}
