package perihost.core.command;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.NotStarted;
import perihost.api.payment.PaymentTerminal;
import perihost.api.payment.StartedPayment;
import perihost.core.CoreThread;
import perihost.core.command.Transaction.Place;
import perihost.core.device.ManagedDevice;
import perihost.core.event.EventHub;

/** How payments and voids begin: on disk, then told to the terminal, once (C3, E2). */
final class Transactions {
    private static final Duration IN_DOUBT =
            Duration.ofMillis(2_500); // the driver has 2 s to say that it was taken (E2)

    private final Acts acts;
    private final EventHub events;
    private final LastPayments last;
    private final Settlement settlement;
    private final Map<String, Transaction> running = new HashMap<>(); // by device; core thread

    Transactions(Acts acts, EventHub events, LastPayments last, Settlement settlement) {
        this.acts = acts;
        this.events = events;
        this.last = last;
        this.settlement = settlement;
    }

    /** What a terminal is busy with. Core thread. */
    Optional<Transaction> running(ManagedDevice device) {
        return Optional.ofNullable(running.get(device.id()));
    }

    /**
     * Begins one. Any thread.
     *
     * @param fields what settling it after a crash needs
     * @param make   makes it, once it is on disk
     */
    void begin(Asked asked, ManagedDevice device, Map<String, String> fields, Function<Place, Transaction> make) {
        Map<String, String> result = Devices.result(device, DeviceState.PROCESSING);
        acts.begin(asked, device, Optional.of(result), fields, time -> {
            Place place = place(device, Instant.ofEpochMilli(time), Map.of());
            tell(asked, make.apply(place), () -> asked.ok(time, result));
        });
    }

    /** One that the host died over. Core thread. */
    void recovered(Ledger.Open open, ManagedDevice device, Function<Place, Transaction> make) {
        Instant at = Instant.ofEpochMilli(open.accepted().timestampMs());
        settlement.inDoubt(make.apply(place(device, at, open.notes())), "the host stopped before it had ended");
    }

    private Place place(ManagedDevice device, Instant startedAt, Map<String, String> notes) {
        return new Place(device, startedAt, notes, acts.ledger(), acts.core(), events);
    }

    private void tell(Asked asked, Transaction transaction, Runnable accept) {
        ManagedDevice device = transaction.device();
        running.put(device.id(), transaction);
        Map<String, String> lastBefore = last.put(device.id(), transaction.lastWhileOpen());
        asked.whenLate(accept); // from here on it may have been taken: never a failure for having been slow
        Future<?> inDoubt = acts.core().after(IN_DOUBT, accept);
        Function<PaymentTerminal, CompletionStage<PaymentOutcome>> work = terminal -> transaction
                .start(terminal)
                .thenCompose(started -> accepted(started, accept))
                .thenApply(Objects::requireNonNull);
        device.call(Optional.empty(), PaymentTerminal.class, work)
                .whenComplete(CoreThread.guarded((outcome, failure) -> {
                    inDoubt.cancel(false);
                    running.remove(device.id());
                    if (failure == null) settlement.end(transaction, outcome);
                    else if (!certainlyNot(failure)) doubt(transaction, accept, failure);
                    else if (asked.isAnswered()) settlement.end(transaction, new NotStarted(failure.getMessage()));
                    else refused(asked, device, lastBefore, failure);
                }));
    }

    private static boolean certainlyNot(Throwable failure) {
        return failure instanceof DeviceException e
                && (e.code() == ErrorCode.PAYMENT_START_FAILED || e.code() == ErrorCode.INVALID_PAYLOAD);
    }

    private void doubt(Transaction transaction, Runnable accept, Throwable failure) {
        accept.run();
        settlement.inDoubt(transaction, Failures.of(failure).message());
    }

    private CompletionStage<PaymentOutcome> accepted(StartedPayment started, Runnable accept) {
        acts.core().execute(accept);
        return started.outcome();
    }

    private void refused(Asked asked, ManagedDevice device, Map<String, String> lastBefore, Throwable failure) {
        asked.refuse(failure); // a slow disk must not make it accepted: no event would follow
        last.restore(device.id(), lastBefore);
        acts.ledger()
                .voided(asked.id())
                .thenRun(() -> CoreThread.guard(() -> {
                    device.lastError(failure.getMessage());
                    device.release(asked.id());
                    asked.fail(failure);
                }));
    }
}
