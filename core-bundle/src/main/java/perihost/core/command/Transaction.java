package perihost.core.command;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;
import perihost.api.payment.CardEvent;
import perihost.api.payment.PaymentJournal;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentTerminal;
import perihost.api.payment.StartedPayment;
import perihost.core.CoreThread;
import perihost.core.device.ManagedDevice;
import perihost.core.device.ManagedDevice.Ending;
import perihost.core.event.EventHub;

/** A payment or a void until its outcome is told, and its place in the journal. */
abstract class Transaction implements PaymentJournal {
    static final int MOST_NOTES = 100;
    static final int MOST_CHARACTERS = 64 << 10;
    static final int MOST_CARD_EVENTS = 20;
    private static final Duration TO_WRITE = Duration.ofSeconds(2);

    private final String commandId;
    private final Place place;
    private final Map<String, String> notes; // guarded by this
    private int noted; // guarded by this
    private int characters; // guarded by this
    private int cardEvents; // guarded by this
    private Optional<PaymentOutcome> outcome = Optional.empty(); // guarded by this

    /**
     * Where one runs.
     *
     * @param device    its terminal
     * @param startedAt when its command was journaled
     * @param notes     what is noted of it already
     * @param ledger    where more is noted
     * @param events    where card events are told
     */
    record Place(
            ManagedDevice device,
            Instant startedAt,
            Map<String, String> notes,
            Ledger ledger,
            CoreThread core,
            EventHub events) {}

    Transaction(String commandId, Place place) {
        this.commandId = commandId;
        this.place = place;
        this.notes = new HashMap<>(place.notes);
    }

    /** The terminal is told. */
    abstract CompletionStage<StartedPayment> start(PaymentTerminal terminal);

    /** The terminal is asked how it ended. */
    abstract CompletionStage<PaymentOutcome> settle(PaymentTerminal terminal);

    /** Whether it stays open, and its device blocked, while only a person can tell how it ended (C4). */
    abstract boolean staysOpen();

    /** How the device's operation ends with it. */
    abstract Ending ending(PaymentOutcome how);

    /** What {@link LastPayments} shall say while it is open; none: as before. */
    abstract Map<String, String> lastWhileOpen();

    /** What {@link LastPayments} shall say once it has ended, as it is journaled too; none: as before. */
    abstract Map<String, String> last(PaymentOutcome how);

    final String commandId() {
        return commandId;
    }

    final ManagedDevice device() {
        return place.device;
    }

    final Instant startedAt() {
        return place.startedAt;
    }

    final synchronized Map<String, String> notes() {
        return Map.copyOf(notes);
    }

    /** It has ended: nothing is noted any more. False if it had before. */
    final synchronized boolean end(PaymentOutcome how) {
        if (outcome.isPresent()) return false;
        outcome = Optional.of(how);
        return true;
    }

    /** How it ended. */
    final synchronized Optional<PaymentOutcome> outcome() {
        return outcome;
    }

    @Override
    public final void note(Map<String, String> more) { // owner thread
        check(more);
        try {
            place.ledger.note(commandId, more).toCompletableFuture().get(TO_WRITE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new DeviceException(ErrorCode.PROCESSING_ERROR, "the journal cannot be written");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeviceException(ErrorCode.PROCESSING_ERROR, "the payment was interrupted");
        }
        keep(more); // what is not known to be on disk must not be settled by
    }

    private synchronized void check(Map<String, String> more) {
        if (outcome.isPresent()) throw new IllegalStateException("it has ended");
        if (noted + 1 > MOST_NOTES || characters + size(more) > MOST_CHARACTERS)
            throw new IllegalArgumentException("too many notes on one payment or void");
    }

    private synchronized void keep(Map<String, String> more) {
        noted++;
        characters += size(more);
        notes.putAll(more);
    }

    private static int size(Map<String, String> more) {
        return more.entrySet().stream()
                .mapToInt(e -> e.getKey().length() + e.getValue().length())
                .sum();
    }

    @Override
    public final void cardEvent(CardEvent event) { // any thread
        Objects.requireNonNull(event, "event");
        synchronized (this) {
            if (cardEvents++ >= MOST_CARD_EVENTS) return;
        }
        place.core.execute(() -> {
            if (outcome().isEmpty()) place.events.publish(PaymentNews.card(place.device, commandId, event));
        });
    }
}
