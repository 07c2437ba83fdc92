package perihost.core;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import perihost.api.device.Condition;
import perihost.api.device.DeviceContext;
import perihost.api.payment.OpenPayment;
import perihost.api.payment.PaymentJournal;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentRequest;
import perihost.api.payment.PaymentTerminal;
import perihost.api.payment.StartedPayment;

/** A driver that does what the test says. */
public class ScriptedTerminal implements PaymentTerminal {
    public final List<String> calls = new CopyOnWriteArrayList<>();
    public final LinkedBlockingQueue<PaymentRequest> started = new LinkedBlockingQueue<>();
    public final LinkedBlockingQueue<OpenPayment> asked = new LinkedBlockingQueue<>();
    public final LinkedBlockingQueue<String> checked = new LinkedBlockingQueue<>();
    public volatile CompletableFuture<PaymentOutcome> outcome = new CompletableFuture<>();
    public volatile CompletableFuture<PaymentOutcome> settled = new CompletableFuture<>();
    public volatile Supplier<CompletionStage<StartedPayment>> taking =
            () -> CompletableFuture.completedFuture(new StartedPayment(outcome));
    public volatile Supplier<CompletionStage<Void>> cancelling = () -> CompletableFuture.completedFuture(null);
    public volatile Supplier<CompletionStage<Void>> resetting = () -> CompletableFuture.completedFuture(null);
    public volatile Supplier<CompletionStage<Void>> checking = () -> CompletableFuture.completedFuture(null);
    public volatile PaymentJournal journal;
    public volatile DeviceContext context;

    @Override
    public void open(DeviceContext given) throws Exception {
        calls.add("open");
        context = given;
        given.report(Condition.ready());
    }

    @Override
    public void close() {
        calls.add("close");
    }

    /** One of its own timers throws: the host closes it and opens it anew. */
    public void fault() {
        context.executor().after(Duration.ZERO, () -> {
            throw new IllegalStateException("a fault of the driver");
        });
    }

    @Override
    public CompletionStage<StartedPayment> start(PaymentRequest request, PaymentJournal given) {
        calls.add("start " + request.commandId());
        given.note(Map.of("baseline", "A-77"));
        journal = given;
        started.add(request);
        return taking.get();
    }

    @Override
    public CompletionStage<Void> cancel() {
        calls.add("cancel");
        return cancelling.get();
    }

    @Override
    public CompletionStage<Void> reset() {
        calls.add("reset");
        return resetting.get();
    }

    @Override
    public CompletionStage<Void> check() {
        calls.add("check");
        checked.add("check");
        return checking.get();
    }

    @Override
    public CompletionStage<PaymentOutcome> settle(OpenPayment payment, PaymentJournal given) {
        calls.add("settle " + payment.request().commandId());
        CompletionStage<PaymentOutcome> answer = settled; // before the test knows, which may change it then
        asked.add(payment);
        return answer;
    }
}
