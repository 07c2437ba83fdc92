package perihost.core.command;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Unsettled;
import perihost.api.payment.PaymentTerminal;
import perihost.core.CoreThread;
import perihost.core.device.DriverGone;
import perihost.core.device.ManagedDevice;
import perihost.core.device.ManagedDevice.Told;

/**
 * How payments and voids end: told once their outcome is on disk; those whose outcome is not known keep their device in
 * ERROR while its driver is asked, and are never guessed (C4). For a payment it is asked again and again; a void that it
 * cannot tell of is told as failed (J8). Core thread.
 */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final long FIRST_PAUSE_MS = 1_000;
    private static final long LONGEST_PAUSE_MS = 30_000;

    private final Acts acts;
    private final CoreThread core;
    private final LastPayments last;
    private final Map<String, ArrayDeque<Transaction>> open = new HashMap<>(); // by device, oldest first
    private final Set<String> asking = new HashSet<>(); // devices whose driver is being asked, or will be again

    Settlement(Acts acts, CoreThread core, LastPayments last) {
        this.acts = acts;
        this.core = core;
        this.last = last;
    }

    /** One has ended: that is written, then told. */
    void end(Transaction transaction, PaymentOutcome outcome) {
        if (outcome instanceof Unsettled u && transaction.staysOpen()) {
            inDoubt(transaction, u.reason());
            return;
        }
        if (!transaction.end(outcome)) return;
        ManagedDevice device = transaction.device();
        Told told = device.conclude(transaction.ending(outcome));
        Map<String, String> fields = transaction.last(outcome);
        acts.ledger()
                .ended(told, fields)
                .thenRun(() -> CoreThread.guard(() -> {
                    last.put(device.id(), fields);
                    tell(device, transaction, told);
                }));
    }

    /** The device is free when the last of what is open on it is told, not before: nothing new gets in between. */
    private void tell(ManagedDevice device, Transaction transaction, Told told) {
        ArrayDeque<Transaction> left = open.getOrDefault(device.id(), new ArrayDeque<>());
        boolean wasOpen = left.remove(transaction);
        if (left.isEmpty()) {
            open.remove(device.id());
            device.unblock();
        } else {
            block(device, left.peekFirst());
        }
        device.end(told);
        if (wasOpen) asking.remove(device.id());
        ask(device, FIRST_PAUSE_MS);
    }

    /** It is not known how one ended: the device takes no other until it is. */
    void inDoubt(Transaction transaction, String why) {
        ManagedDevice device = transaction.device();
        LOG.warn("{}: {} is open: {}", device, transaction, why);
        last.put(device.id(), transaction.lastWhileOpen());
        open.computeIfAbsent(device.id(), d -> new ArrayDeque<>()).addLast(transaction);
        block(device, open.get(device.id()).peekFirst());
        device.release(transaction.commandId());
        ask(device, FIRST_PAUSE_MS);
    }

    /** The device's driver was opened: what is open is asked for. */
    void opened(ManagedDevice device) {
        ask(device, FIRST_PAUSE_MS);
    }

    private static void block(ManagedDevice device, Transaction transaction) {
        device.block(transaction + " is open");
    }

    private void ask(ManagedDevice device, long pauseMs) {
        ArrayDeque<Transaction> all = open.get(device.id());
        if (all == null || !device.hasDriver() || !asking.add(device.id())) return;
        Transaction transaction = all.peekFirst();
        device.call(
                        Optional.empty(),
                        PaymentTerminal.class,
                        t -> transaction.settle(t).thenApply(Objects::requireNonNull))
                .whenComplete(CoreThread.guarded((outcome, failure) -> {
                    PaymentOutcome how = failure == null ? outcome : new Unsettled(why(failure));
                    boolean mayBeKnownLater = transaction.staysOpen() || failure instanceof DriverGone;
                    if (how instanceof Unsettled u && mayBeKnownLater) askAgain(transaction, pauseMs, u.reason());
                    else settled(transaction, how);
                }));
    }

    private static String why(Throwable failure) {
        return Failures.of(failure).message();
    }

    private void askAgain(Transaction transaction, long pauseMs, String why) {
        ManagedDevice device = transaction.device();
        LOG.warn("{}: {} is not settled: {}", device, transaction, why);
        core.after(Duration.ofMillis(pauseMs), () -> {
            asking.remove(device.id());
            ask(device, Math.min(LONGEST_PAUSE_MS, pauseMs * 2));
        });
    }

    private void settled(Transaction transaction, PaymentOutcome outcome) {
        LOG.info("{}: {} is settled", transaction.device(), transaction);
        end(transaction, outcome);
    }
}
