package perihost.core.command;

import java.time.Duration;
import java.time.Instant;
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
import perihost.api.payment.PaymentRequest;
import perihost.api.payment.PaymentTerminal;
import perihost.core.CoreThread;
import perihost.core.device.ManagedDevice;
import perihost.core.device.ManagedDevice.Told;

/**
 * How payments end: told once their outcome is on disk; those whose outcome is not known keep their device in ERROR
 * while its driver is asked, again and again, and are never guessed (C4). Core thread.
 */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final long FIRST_PAUSE_MS = 1_000;
    private static final long LONGEST_PAUSE_MS = 30_000;

    private final Acts acts;
    private final CoreThread core;
    private final LastPayments last;
    private final Map<String, ArrayDeque<Payment>> open = new HashMap<>(); // by device, oldest first
    private final Set<String> asking = new HashSet<>(); // devices whose driver is being asked, or will be again

    Settlement(Acts acts, CoreThread core, LastPayments last) {
        this.acts = acts;
        this.core = core;
        this.last = last;
    }

    /** A payment that the host died over. */
    void recovered(Ledger.Open entry, ManagedDevice device) {
        PaymentRequest request =
                new PaymentRequest(entry.accepted().commandId(), Long.parseLong(entry.field("amount")));
        Instant at = Instant.ofEpochMilli(entry.accepted().timestampMs());
        inDoubt(device, new Payment(request, at, entry.notes(), acts.ledger()), "the host stopped before it had ended");
    }

    /** A payment has ended: that is written, then told. */
    void end(ManagedDevice device, Payment payment, PaymentOutcome outcome) {
        if (outcome instanceof Unsettled u) {
            inDoubt(device, payment, u.reason());
            return;
        }
        if (!payment.end(outcome)) return;
        Told told = device.conclude(PaymentNews.ending(device, payment.request(), outcome));
        Map<String, String> fields = LastPayments.fields(payment.request(), outcome);
        acts.ledger()
                .ended(told, fields)
                .thenRun(() -> CoreThread.guard(() -> {
                    last.put(device.id(), fields);
                    tell(device, payment, told);
                }));
    }

    /** The device is free when the last of its open payments is told, not before: no new one gets in between. */
    private void tell(ManagedDevice device, Payment payment, Told told) {
        ArrayDeque<Payment> payments = open.getOrDefault(device.id(), new ArrayDeque<>());
        boolean wasOpen = payments.remove(payment);
        if (payments.isEmpty()) {
            open.remove(device.id());
            device.unblock();
        }
        device.end(told);
        if (!payments.isEmpty()) block(device, payments.peekFirst());
        if (wasOpen) asking.remove(device.id());
        ask(device, FIRST_PAUSE_MS);
    }

    /** It is not known how a payment ended: the device takes no other until it is. */
    void inDoubt(ManagedDevice device, Payment payment, String why) {
        LOG.warn("{}: payment {} is open: {}", device, payment.request().commandId(), why);
        last.put(device.id(), LastPayments.open(payment.request()));
        open.computeIfAbsent(device.id(), d -> new ArrayDeque<>()).addLast(payment);
        block(device, open.get(device.id()).peekFirst());
        device.release();
        ask(device, FIRST_PAUSE_MS);
    }

    /** The device's driver was opened: open payments are asked for. */
    void opened(ManagedDevice device) {
        ask(device, FIRST_PAUSE_MS);
    }

    private static void block(ManagedDevice device, Payment payment) {
        device.block("payment " + payment.request().commandId() + " is open");
    }

    private void ask(ManagedDevice device, long pauseMs) {
        ArrayDeque<Payment> payments = open.get(device.id());
        if (payments == null || !device.hasDriver() || !asking.add(device.id())) return;
        Payment payment = payments.peekFirst();
        device.call(
                        Optional.empty(),
                        PaymentTerminal.class,
                        t -> t.settle(payment.open(), payment).thenApply(Objects::requireNonNull))
                .whenComplete(CoreThread.guarded((outcome, failure) -> {
                    if (failure == null && !(outcome instanceof Unsettled)) settled(device, payment, outcome);
                    else askAgain(device, pauseMs, failure == null ? ((Unsettled) outcome).reason() : why(failure));
                }));
    }

    private static String why(Throwable failure) {
        return Failures.of(failure).message();
    }

    private void askAgain(ManagedDevice device, long pauseMs, String why) {
        LOG.warn("{}: an open payment is not settled: {}", device, why);
        core.after(Duration.ofMillis(pauseMs), () -> {
            asking.remove(device.id());
            ask(device, Math.min(LONGEST_PAUSE_MS, pauseMs * 2));
        });
    }

    private void settled(ManagedDevice device, Payment payment, PaymentOutcome outcome) {
        LOG.info("{}: payment {} is settled", device, payment.request().commandId());
        end(device, payment, outcome);
    }
}
