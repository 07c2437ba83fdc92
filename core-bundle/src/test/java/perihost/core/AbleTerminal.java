package perihost.core;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import perihost.api.payment.Approval;
import perihost.api.payment.OpenVoid;
import perihost.api.payment.PaymentJournal;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.StartedPayment;
import perihost.api.payment.TerminalSettings;
import perihost.api.payment.VoidRequest;

/** A driver of a terminal that can do all that the API knows, and does what the test says. */
public class AbleTerminal extends ScriptedTerminal {
    public final LinkedBlockingQueue<VoidRequest> voided = new LinkedBlockingQueue<>();
    public final LinkedBlockingQueue<OpenVoid> askedVoids = new LinkedBlockingQueue<>();
    public final LinkedBlockingQueue<CompletableFuture<PaymentOutcome>> settlings = new LinkedBlockingQueue<>();
    public volatile CompletableFuture<PaymentOutcome> undone = new CompletableFuture<>();
    public volatile Supplier<CompletionStage<StartedPayment>> voiding =
            () -> CompletableFuture.completedFuture(new StartedPayment(undone));
    public volatile CompletionStage<Optional<Approval>> last = CompletableFuture.completedFuture(Optional.empty());
    public volatile CompletionStage<String> uid = new CompletableFuture<>();
    public volatile CompletionStage<Boolean> inserted = CompletableFuture.completedFuture(false);
    public volatile TerminalSettings now =
            new TerminalSettings(OptionalInt.of(5), OptionalInt.of(5), OptionalInt.empty());

    @Override
    public CompletionStage<StartedPayment> voidApproval(VoidRequest request, PaymentJournal given) {
        calls.add("void " + request.commandId());
        given.note(Map.of("baseline", "V-77"));
        journal = given;
        voided.add(request);
        return voiding.get();
    }

    @Override
    public CompletionStage<PaymentOutcome> settleVoid(OpenVoid open, PaymentJournal given) {
        calls.add("settleVoid " + open.request().commandId());
        CompletableFuture<PaymentOutcome> settling = new CompletableFuture<>();
        askedVoids.add(open);
        settlings.add(settling);
        return settling;
    }

    @Override
    public CompletionStage<Optional<Approval>> lastApproval() {
        calls.add("lastApproval");
        return last;
    }

    @Override
    public CompletionStage<String> readCardUid() {
        calls.add("readCardUid");
        return uid;
    }

    @Override
    public CompletionStage<Boolean> hasIcCard() {
        calls.add("hasIcCard");
        return inserted;
    }

    @Override
    public CompletionStage<TerminalSettings> settings(TerminalSettings wanted) {
        calls.add("settings");
        now = new TerminalSettings(
                or(wanted.screenBrightness(), now.screenBrightness()),
                or(wanted.voiceVolume(), now.voiceVolume()),
                or(wanted.touchVolume(), now.touchVolume()));
        return CompletableFuture.completedFuture(now);
    }

    private static OptionalInt or(OptionalInt wanted, OptionalInt before) {
        return wanted.isPresent() ? wanted : before;
    }
}
