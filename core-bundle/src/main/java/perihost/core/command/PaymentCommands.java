package perihost.core.command;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import perihost.api.command.ProtocolVersion;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome.Cancelled;
import perihost.api.payment.PaymentRequest;
import perihost.api.payment.PaymentTerminal;
import perihost.api.payment.VoidRequest;
import perihost.core.CoreThread;
import perihost.core.device.ManagedDevice;
import perihost.core.event.EventHub;

/** The commands of payment terminals (E). A payment or void is journaled, begun once, and ends in exactly one event. */
final class PaymentCommands {
    static final String START = "payment_start";
    static final String VOID = "payment_transaction_cancel";

    /** How long the answers of both are kept (C1). */
    static final Duration KEEP = Duration.ofHours(24);

    private final Acts acts;
    private final CoreThread core;
    private final Settlement settlement;
    private final Transactions transactions;
    private final LastPayments last;

    PaymentCommands(Acts acts, CoreThread core, EventHub events, LastPayments last) {
        this.acts = acts;
        this.core = core;
        this.last = last;
        this.settlement = new Settlement(acts, core, last);
        this.transactions = new Transactions(acts, events, last, settlement);
    }

    List<Handler> handlers() {
        return List.of(
                Handler.act(START, KEEP, this::start, this::settle),
                Handler.act(VOID, KEEP, this::undo, this::settleVoid).from(ProtocolVersion.V1_1),
                Handler.act("payment_cancel", asked -> onTerminal(asked, this::cancel), this::forget),
                Handler.act("payment_reset", asked -> onTerminal(asked, this::reset), this::forget),
                Handler.query("payment_status_check", asked -> onTerminal(asked, this::status)));
    }

    /** What asks for open payments when a driver was opened. */
    Settlement settlement() {
        return settlement;
    }

    /** A cancel or reset that the host died over, unanswered: it may be asked again. */
    private void forget(Ledger.Open open, ManagedDevice device) {
        acts.ledger().voided(open.accepted().commandId());
    }

    private void onTerminal(Asked asked, BiConsumer<Asked, ManagedDevice> work) {
        acts.on(DeviceType.PAYMENT, asked, work);
    }

    private void start(Asked asked) {
        PaymentRequest request = PaymentFields.payment(asked.command());
        ManagedDevice device = acts.device(DeviceType.PAYMENT, asked);
        transactions.begin(asked, device, PaymentFields.of(request), place -> new Payment(request, place));
    }

    private void settle(Ledger.Open open, ManagedDevice device) {
        transactions.recovered(open, device, place -> new Payment(PaymentFields.payment(open), place));
    }

    private void undo(Asked asked) {
        VoidRequest request = PaymentFields.approvalVoid(asked.command());
        ManagedDevice device = acts.device(DeviceType.PAYMENT, asked);
        transactions.begin(asked, device, PaymentFields.of(request), place -> new ApprovalVoid(request, place));
    }

    private void settleVoid(Ledger.Open open, ManagedDevice device) {
        transactions.recovered(open, device, place -> new ApprovalVoid(PaymentFields.approvalVoid(open), place));
    }

    private void cancel(Asked asked, ManagedDevice device) {
        if (!device.hasDriver()) throw device.notReady();
        Transaction payment = transactions
                .running(device)
                .filter(Payment.class::isInstance)
                .orElseThrow(() -> notCancelled("no payment is in progress"));
        accept(asked, device, () -> cancel(asked, device, payment));
    }

    /** Cancels this payment alone: another one may have begun while the command was written to disk. */
    private void cancel(Asked asked, ManagedDevice device, Transaction payment) {
        Runnable undo = () -> acts.ledger().voided(asked.id());
        if (transactions.running(device).filter(t -> t == payment).isEmpty()) {
            undo.run();
            throw notCancelled("the payment has ended");
        }
        CompletionStage<Void> ended = device.ended();
        acts.callGently(
                asked,
                device,
                PaymentTerminal.class,
                PaymentTerminal::cancel,
                done -> ended.thenRun(() -> CoreThread.guard(() -> cancelled(asked, device, payment))),
                undo,
                notCancelled("the payment was not cancelled in time"));
    }

    private void cancelled(Asked asked, ManagedDevice device, Transaction payment) {
        if (payment.outcome().filter(Cancelled.class::isInstance).isPresent()) {
            answer(asked, device);
        } else {
            acts.ledger().voided(asked.id());
            asked.fail(notCancelled("the payment was not cancelled"));
        }
    }

    private static DeviceException notCancelled(String why) {
        return new DeviceException(ErrorCode.PAYMENT_CANCEL_FAILED, why);
    }

    private void reset(Asked asked, ManagedDevice device) {
        if (!device.hasDriver()) throw device.notReady();
        accept(asked, device, () -> {
            CompletionStage<Void> ended = device.ended();
            acts.callGently(
                    asked,
                    device,
                    PaymentTerminal.class,
                    PaymentTerminal::reset,
                    done -> ended.thenRun(() -> CoreThread.guard(() -> wasReset(asked, device))),
                    () -> acts.ledger().voided(asked.id()),
                    new DeviceException(ErrorCode.PAYMENT_RESET_FAILED, "the terminal did not come back in time"));
        });
    }

    private void wasReset(Asked asked, ManagedDevice device) {
        if (device.state() == DeviceState.READY) device.lastError("");
        answer(asked, device);
    }

    /** Journals a command whose answer is not known before the device has given it. */
    private void accept(Asked asked, ManagedDevice device, Runnable work) {
        acts.ledger()
                .accept(asked.command(), device, Optional.empty(), Map.of())
                .whenComplete(CoreThread.guarded((time, failure) -> {
                    if (failure != null) asked.fail(Failures.cause(failure));
                    else if (asked.isAnswered()) acts.ledger().voided(asked.id());
                    else asked.attempt(work);
                }));
    }

    private void answer(Asked asked, ManagedDevice device) {
        if (asked.isAnswered()) { // too late: it was told to have failed
            acts.ledger().voided(asked.id());
            return;
        }
        Map<String, String> result = Devices.result(device, device.state());
        acts.ledger().answered(asked.id(), result).whenComplete(CoreThread.guarded((time, failure) -> {
            if (failure == null) asked.ok(time, result);
            else asked.fail(Failures.cause(failure));
        }));
    }

    private void status(Asked asked, ManagedDevice device) {
        Map<String, String> result = new LinkedHashMap<>(Devices.status(device));
        result.put("stateString", device.state().name());
        result.put("deviceName", device.snapshot().deviceName());
        if (asked.command().version().hasExtensions()) result.putAll(last.of(device.id()));
        asked.ok(result);
    }
}
