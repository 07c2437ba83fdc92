package perihost.payment.smartro.session;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Failed;
import perihost.api.payment.PaymentOutcome.NotStarted;
import perihost.api.payment.PaymentOutcome.Unsettled;
import perihost.payment.smartro.protocol.ApprovalAnswer;
import perihost.payment.smartro.protocol.Modules;
import perihost.payment.smartro.protocol.Rejection;
import perihost.payment.smartro.protocol.Sale;

/**
 * Finds out how a payment ended whose answer did not come, step by step (11.3): listens for it, takes back a wait for a
 * card, asks for the last approval, and once more when nobody can be at the terminal any more. Never guesses.
 */
final class Settling implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
    private static final int SENDINGS = 3;

    private final Desk desk;
    private final Charge charge;
    private Turn.Timer limit;
    private Turn.Timer next;
    private boolean lost; // the line is, or was until now
    private boolean listened;
    private boolean over; // nobody can be at the terminal any more
    private boolean stopped;
    private boolean silent;

    Settling(Desk desk, Charge charge) {
        this.desk = desk;
        this.charge = charge;
        this.limit = desk.turn().none();
        this.next = desk.turn().none();
    }

    void begin() {
        silent();
        lost = !desk.exchange().isUp();
        if (!lost) listen();
    }

    /** Of a payment that nobody has listened to until now. */
    void beginUnheard() {
        charge.unheardUntil(desk.turn().now());
        begin();
    }

    /** It does not answer: it has so long to do so, however long the rest takes. */
    private void silent() {
        if (silent) return;
        silent = true;
        limit = desk.turn().after(desk.settings().settle(), () -> end(unsettled("the terminal did not answer"), "-"));
    }

    @Override
    public void up() {
        if (lost) charge.unheardUntil(desk.turn().now());
        lost = false;
        if (listened) check();
        else listen();
    }

    /** Step 2: the terminal repeats what was not acknowledged. */
    private void listen() {
        next.cancel();
        next = desk.turn().after(desk.settings().listen(), this::check);
    }

    /** Step 3: it must be there. What was asked before is waited for. */
    private void check() {
        if (charge.isEnded()) return;
        listened = true;
        if (desk.exchange().isBusy()) desk.exchange().mute(this::check);
        else desk.check(desk.settings().ack(), desk.settings().answer(), SENDINGS, this::checked, this::unanswered);
    }

    private void unanswered(Reply.Why why) {
        if (charge.isEnded()) return;
        silent();
        desk.course().silent(why == Reply.Why.NAK);
    }

    private void checked(Modules modules) {
        if (charge.isEnded()) return;
        silent = false;
        limit.cancel();
        desk.course().alive(modules);
        desk.stop(desk.settings().ack(), SENDINGS, this::stopped);
    }

    /** Step 4: whether it says that it stopped or not. */
    private void stopped(boolean said) {
        if (charge.isEnded()) return;
        stopped |= said;
        last();
    }

    /** Step 5. */
    private void last() {
        if (charge.isEnded()) return;
        desk.last(desk.settings().answer(), this::judge);
    }

    private void judge(Optional<ApprovalAnswer> l) {
        if (charge.isEnded()) return;
        if (l.isEmpty()) {
            silent();
            desk.course().silent(false);
            return;
        }
        String evidence = "last approval: " + Texts.printable(l.get().identity());
        Verdict verdict = desk.known().verdict(charge, l.get());
        if (verdict instanceof Verdict.Ours ours) end(Outcomes.approved(ours.sale()), evidence);
        else if (verdict instanceof Verdict.Rejected no) end(Outcomes.declined(no.rejection()), evidence);
        else if (isNothing(verdict)) nothing(evidence);
        else if (verdict instanceof Verdict.Unknown u) unknown(u.why(), evidence);
        else end(unsettled("the terminal keeps no last approval"), evidence);
    }

    private boolean isNothing(Verdict verdict) {
        return verdict instanceof Verdict.Nothing || stopped && charge.isNothing(verdict);
    }

    /** Step 6: nothing yet; of a payment that was taken that counts only when it can be no more. */
    private void nothing(String evidence) {
        boolean taken = charge.sign().isPresent() || !stopped;
        if (taken && !over) {
            wait(charge.sign().orElse(desk.turn().now().up()));
            return;
        }
        PaymentOutcome outcome = charge.sign().isPresent()
                ? new Failed("no answer came, and nothing was approved")
                : new NotStarted("the terminal never took the request");
        desk.known().watch();
        end(outcome, evidence);
    }

    private void wait(Duration sign) {
        Duration left =
                sign.plus(desk.settings().cardEvent()).minus(desk.turn().now().up());
        over = left.isNegative() || left.isZero();
        next.cancel();
        if (over) next = desk.turn().after(Duration.ZERO, this::last);
        else next = desk.turn().after(left, () -> wait(charge.sign().orElse(sign)));
    }

    private void unknown(String why, String evidence) {
        LOG.error("{}: ALARM: payment {}: {}; {}", desk.id(), charge.id(), why, evidence);
        end(unsettled(why), evidence);
    }

    private static Unsettled unsettled(String why) {
        return new Unsettled(why + ": the payment has to be checked with the VAN");
    }

    private void end(PaymentOutcome outcome, String evidence) {
        if (charge.isEnded()) return;
        next.cancel();
        limit.cancel();
        log(outcome, evidence);
        charge.end(outcome, desk.turn());
        desk.course().ended(charge);
    }

    private void log(PaymentOutcome outcome, String evidence) {
        Sent sent = charge.sent().orElseThrow();
        LOG.info(
                "{}: payment {} of {} won is settled: {}; {}; before: {}; asked at {}, terminal's clock {}, ahead by {} s",
                desk.id(),
                charge.id(),
                charge.request().amountWon(),
                Texts.name(outcome),
                evidence,
                Texts.printable(sent.baseline().orElse("unknown")),
                sent.at(),
                sent.there(),
                desk.known().clock().ahead().toSeconds());
    }

    @Override
    public Optional<Charge> charge() {
        return Optional.of(charge);
    }

    @Override
    public void heard(ApprovalAnswer b) {
        String evidence = "its answer came: " + Texts.printable(b.identity());
        if (b instanceof Sale sale) end(Outcomes.approved(sale), evidence);
        else if (b instanceof Rejection rejection) end(Outcomes.declined(rejection), evidence);
    }

    @Override
    public void dropped() {
        charge.end(unsettled("too much is asked of the terminal"), desk.turn());
    }

    @Override
    public void lost(boolean unwritten) {
        charge.unheard();
        lost |= !desk.exchange().isUp();
        silent();
        next.cancel();
    }

    @Override
    public boolean isLasting() {
        return !charge.isEnded();
    }
}
