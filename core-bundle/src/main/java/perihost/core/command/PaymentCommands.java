package perihost.core.command;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import perihost.api.command.Command;
import perihost.api.command.InvalidPayload;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Cancelled;
import perihost.api.payment.PaymentOutcome.NotStarted;
import perihost.api.payment.PaymentRequest;
import perihost.api.payment.PaymentTerminal;
import perihost.api.payment.StartedPayment;
import perihost.core.CoreThread;
import perihost.core.device.ManagedDevice;

/** The commands of payment terminals (E). A payment is journaled, started once, and ends in exactly one event. */
final class PaymentCommands {
    static final String START = "payment_start";
    private static final Pattern AMOUNT = Pattern.compile("[1-9][0-9]{0,9}");
    private static final Duration IN_DOUBT =
            Duration.ofMillis(2_500); // the driver has 2 s to say that it was taken (E2)

    private final Devices devices;
    private final Acts acts;
    private final CoreThread core;
    private final Settlement settlement;
    private final Map<String, Payment> running = new HashMap<>(); // by device; core thread
    private final LastPayments last;

    PaymentCommands(Devices devices, Acts acts, CoreThread core, LastPayments last) {
        this.devices = devices;
        this.acts = acts;
        this.core = core;
        this.last = last;
        this.settlement = new Settlement(acts, core, last);
    }

    List<Handler> handlers() {
        return List.of(
                Handler.act(START, Duration.ofHours(24), this::start, settlement::recovered),
                Handler.act("payment_cancel", asked -> onTerminal(asked, this::cancel), this::forget),
                Handler.act("payment_reset", asked -> onTerminal(asked, this::reset), this::forget),
                Handler.query("payment_status_check", asked -> onTerminal(asked, this::status)),
                Handler.query("payment_device_check", asked -> onTerminal(asked, this::check)));
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
        ManagedDevice device = devices.choose(DeviceType.PAYMENT, asked.command());
        core.execute(() -> asked.attempt(() -> work.accept(asked, device)));
    }

    private void start(Asked asked) {
        PaymentRequest request = request(asked.command());
        ManagedDevice device = devices.choose(DeviceType.PAYMENT, asked.command());
        Map<String, String> result = Devices.result(device, DeviceState.PROCESSING);
        Map<String, String> more = Map.of("amount", Long.toString(request.amountWon()));
        acts.begin(asked, device, Optional.of(result), more, time -> {
            Payment payment = new Payment(request, Instant.ofEpochMilli(time), Map.of(), acts.ledger());
            tell(asked, device, payment, () -> asked.ok(time, result));
        });
    }

    private static PaymentRequest request(Command command) {
        String amount = command.payload().required("amount");
        if (!AMOUNT.matcher(amount).matches())
            throw new InvalidPayload(
                    "amount", "must be a whole number of won from 1 to 9999999999, without sign or zeros in front");
        return new PaymentRequest(command.commandId(), Long.parseLong(amount));
    }

    private void tell(Asked asked, ManagedDevice device, Payment payment, Runnable accept) {
        running.put(device.id(), payment);
        last.put(device.id(), LastPayments.open(payment.request()));
        asked.whenLate(accept); // from here on it may have been taken: never a failure for having been slow
        Future<?> inDoubt = core.after(IN_DOUBT, accept);
        Function<PaymentTerminal, CompletionStage<PaymentOutcome>> work =
                terminal -> terminal.start(payment.request(), payment)
                        .thenCompose(started -> accepted(started, accept))
                        .thenApply(Objects::requireNonNull);
        device.call(Optional.empty(), PaymentTerminal.class, work)
                .whenComplete(CoreThread.guarded((outcome, failure) -> {
                    inDoubt.cancel(false);
                    running.remove(device.id());
                    if (failure == null) settlement.end(device, payment, outcome);
                    else if (!certainlyNot(failure)) doubt(device, payment, accept, failure);
                    else if (asked.isAnswered()) settlement.end(device, payment, new NotStarted(failure.getMessage()));
                    else refused(asked, device, failure);
                }));
    }

    private static boolean certainlyNot(Throwable failure) {
        return failure instanceof DeviceException e
                && (e.code() == ErrorCode.PAYMENT_START_FAILED || e.code() == ErrorCode.INVALID_PAYLOAD);
    }

    private void doubt(ManagedDevice device, Payment payment, Runnable accept, Throwable failure) {
        accept.run();
        settlement.inDoubt(device, payment, Failures.of(failure).message());
    }

    private CompletionStage<PaymentOutcome> accepted(StartedPayment started, Runnable accept) {
        core.execute(accept);
        return started.outcome();
    }

    private void refused(Asked asked, ManagedDevice device, Throwable failure) {
        last.remove(device.id());
        acts.ledger()
                .voided(asked.id())
                .thenRun(() -> CoreThread.guard(() -> {
                    device.lastError(failure.getMessage());
                    device.release();
                    asked.fail(failure);
                }));
    }

    private void cancel(Asked asked, ManagedDevice device) {
        if (!device.hasDriver()) throw device.notReady();
        Payment payment = running.get(device.id());
        if (payment == null) throw notCancelled("no payment is in progress");
        Runnable undo = () -> acts.ledger().voided(asked.id());
        accept(
                asked,
                device,
                () -> acts.call(
                        asked,
                        device,
                        PaymentTerminal.class,
                        PaymentTerminal::cancel,
                        done -> cancelled(asked, device, payment),
                        undo));
    }

    private void cancelled(Asked asked, ManagedDevice device, Payment payment) {
        device.idle()
                .thenRun(() -> CoreThread.guard(() -> {
                    if (payment.outcome().filter(Cancelled.class::isInstance).isPresent()) {
                        answer(asked, device);
                    } else {
                        acts.ledger().voided(asked.id());
                        asked.fail(notCancelled("the payment was not cancelled"));
                    }
                }));
    }

    private static DeviceException notCancelled(String why) {
        return new DeviceException(ErrorCode.PAYMENT_CANCEL_FAILED, why);
    }

    private void reset(Asked asked, ManagedDevice device) {
        if (!device.hasDriver()) throw device.notReady();
        Runnable undo = () -> acts.ledger().voided(asked.id());
        accept(
                asked,
                device,
                () -> acts.call(
                        asked,
                        device,
                        PaymentTerminal.class,
                        PaymentTerminal::reset,
                        done -> wasReset(asked, device),
                        undo));
    }

    private void wasReset(Asked asked, ManagedDevice device) {
        device.idle()
                .thenRun(() -> CoreThread.guard(() -> {
                    if (device.state() == DeviceState.READY) device.lastError("");
                    answer(asked, device);
                }));
    }

    /** Journals a command whose answer is not known before the device has given it. */
    private void accept(Asked asked, ManagedDevice device, Runnable work) {
        acts.ledger()
                .accept(asked.command(), device, Optional.empty(), Map.of())
                .whenComplete(CoreThread.guarded((time, failure) -> {
                    if (failure != null) asked.fail(Failures.cause(failure));
                    else if (asked.isAnswered()) acts.ledger().voided(asked.id());
                    else work.run();
                }));
    }

    private void answer(Asked asked, ManagedDevice device) {
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

    private void check(Asked asked, ManagedDevice device) {
        acts.callAlone(
                asked,
                device,
                PaymentTerminal.class,
                PaymentTerminal::check,
                done -> asked.ok(Devices.result(device, device.state())));
    }
}
