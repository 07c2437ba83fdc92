package perihost.payment.smartro.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Approved;
import perihost.api.payment.PaymentOutcome.Cancelled;
import perihost.payment.smartro.protocol.ApprovalAnswer;

/** A cancel against an approval: {@code E}, then {@code L}; an approval always wins (11.5, E3). */
final class Cancelling {
    private static final Logger LOG = LoggerFactory.getLogger(Cancelling.class);
    private static final Duration TO_STOP = Duration.ofSeconds(3);
    private static final Duration IN_ALL = Duration.ofMillis(3900); // the host's limit is 4 s
    private static final Duration FOR_CARD = Duration.ofMillis(2900); // one that was seen may yet be charged
    private static final int SENDINGS = 2; // 1.5 s each

    private final Desk desk;
    private final Paying paying;
    private final Charge charge;
    private final CompletableFuture<Void> stage;
    private final Duration begun;
    private Turn.Timer toStop;
    private Turn.Timer inAll;
    private boolean ended;

    Cancelling(Desk desk, Paying paying, Charge charge, CompletableFuture<Void> stage) {
        this.desk = desk;
        this.paying = paying;
        this.charge = charge;
        this.stage = stage;
        this.begun = desk.turn().now().up();
        this.toStop = desk.turn().none();
        this.inAll = desk.turn().none();
    }

    static DeviceException failed(String why) {
        return new DeviceException(ErrorCode.PAYMENT_CANCEL_FAILED, why);
    }

    void begin() {
        inAll = desk.turn().after(IN_ALL, this::unclear);
        toStop = desk.turn().after(TO_STOP, this::notStopped);
        desk.stop(Desk.QUICK_ACK, SENDINGS, this::stopped);
    }

    private void stopped(boolean said) {
        if (ended) return;
        toStop.cancel();
        if (!said) refused();
        else if (charge.isCardSeen()) toStop = desk.turn().since(begun, FOR_CARD, this::last);
        else last();
    }

    private void last() {
        desk.last(desk.settings().answer(), this::judge);
    }

    private void notStopped() {
        desk.exchange().uncover();
        refused();
    }

    /** The terminal did not stop: the payment goes on. */
    private void refused() {
        fail("the terminal does not stop");
        paying.goesOn();
    }

    /** It stopped, and does not say what became of the payment. */
    private void unclear() {
        fail("the terminal does not say how the payment ended");
        paying.inDoubt();
    }

    private void judge(Optional<ApprovalAnswer> l) {
        if (ended) return;
        Verdict verdict = l.map(a -> desk.known().verdict(charge, a)).orElseGet(() -> new Verdict.Unknown("no answer"));
        if (verdict instanceof Verdict.Ours ours) paying.finish(Outcomes.approved(ours.sale()));
        else if (verdict instanceof Verdict.Rejected no) paying.finish(Outcomes.declined(no.rejection()));
        else if (charge.isNothing(verdict)) cancelled();
        else unclear();
    }

    private void cancelled() {
        desk.known().watch();
        paying.finish(new Cancelled());
    }

    /** The payment has ended. */
    void over(PaymentOutcome outcome) {
        if (outcome instanceof Cancelled) {
            end();
            desk.turn().emit(new Effect.Tell<>(stage, null));
        } else {
            fail(outcome instanceof Approved ? "the payment was approved" : "the payment had ended");
        }
    }

    /** It did not succeed. */
    void fail(String why) {
        if (ended) return;
        end();
        LOG.info("{}: payment {} is not cancelled: {}", desk.id(), charge.id(), why);
        desk.turn().refuse(stage, failed(why));
    }

    private void end() {
        ended = true;
        toStop.cancel();
        inAll.cancel();
    }
}
