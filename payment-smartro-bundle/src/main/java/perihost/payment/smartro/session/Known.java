package perihost.payment.smartro.session;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import perihost.api.payment.VoidRequest;
import perihost.payment.smartro.protocol.ApprovalAnswer;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.Job;
import perihost.payment.smartro.protocol.Rejection;
import perihost.payment.smartro.protocol.Sale;
import perihost.payment.smartro.protocol.Unreadable;

/** What is known of the terminal and its approvals, from all that it has said (6.6, 11.2, 11.5). */
final class Known {
    private static final Duration REPEATS = Duration.ofSeconds(10); // of an answer without ACK: 3, 3 s apart
    private static final Duration STILL_TO_COME = Duration.ofSeconds(60);
    private static final int MOST_SALES = 100;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Turn turn;
    private final TerminalClock clock = new TerminalClock();
    private Optional<String> baseline = Optional.empty();
    private boolean blank; // what it keeps, as it said itself
    private Optional<Approval> last = Optional.empty();
    private Optional<ApprovalAnswer> unclaimed = Optional.empty();
    private Duration watchUntil;
    private boolean watchesOwn; // a payment of this run, not one that an earlier run may have had
    private Optional<Frame> lastUndone = Optional.empty();
    private final Map<String, Sale> sales = new LinkedHashMap<>(); // the last ones, by number and date
    private final Map<String, String> owners = new LinkedHashMap<>(); // of the last approvals: payments, by identity
    private Duration pausedUntil = Duration.ZERO;

    /** The last {@code b}. */
    private record Approval(Frame frame, String identity, boolean isDeclined, Duration at) {}

    Known(Turn turn) {
        this.turn = turn;
        watchUntil = turn.now().up().plus(STILL_TO_COME); // what an earlier run ended may still be answered
    }

    TerminalClock clock() {
        return clock;
    }

    /** An answer came. */
    void heard(Frame answer) {
        if (answer.job() == Job.WAIT.answer()) pausedUntil = turn.now().up().plus(PAUSE); // 6.2, whoever asked
        clock.heard(answer.time(), turn.now().clock());
    }

    /** What the terminal keeps as its last approval, as it said itself. */
    void keeps(ApprovalAnswer l) {
        remember(l);
        blank = l.equals(Unreadable.BLANK);
        if (!l.identity().isEmpty()) baseline = Optional.of(l.identity());
        else if (baseline.isEmpty()) baseline = Optional.of("");
    }

    /** A {@code b} was acknowledged. */
    void approval(Frame b, ApprovalAnswer answer) {
        remember(answer);
        last = Optional.of(new Approval(
                b, answer.identity(), answer instanceof Rejection, turn.now().up()));
        if (answer instanceof Sale) baseline = Optional.of(answer.identity());
    }

    private void remember(ApprovalAnswer answer) {
        if (answer instanceof Sale sale) sales.put(sale.approvalNumber() + sale.date(), sale);
        if (sales.size() > MOST_SALES) sales.remove(sales.keySet().iterator().next());
    }

    /** An approval that is to be undone, if it is one of the last that were heard of. */
    Optional<Sale> sale(VoidRequest request) {
        return Optional.ofNullable(sales.get(request.approvalNumber() + request.salesDate()))
                .filter(s -> s.amountWon() == request.amountWon());
    }

    /** A {@code c} or {@code d} was acknowledged. */
    void undone(Frame answer) {
        lastUndone = Optional.of(answer);
    }

    /** Whether a {@code c} or {@code d} tells of this void, and not of an earlier one. */
    boolean tellsOfUndoing(Charge charge, Frame answer) {
        if (!charge.isUndoing() || charge.sent().isEmpty()) return false;
        Optional<Frame> same = lastUndone.filter(l -> l.data().equals(answer.data()));
        boolean refusal = answer.job() == Job.CARD_INQUIRY.answer(); // two are alike
        return same.isEmpty() || refusal && charge.isAcked();
    }

    /** Whether what the terminal keeps as its last approval is the undoing of one. */
    boolean isUndoing(Charge charge, VoidRequest request, Sale l) {
        boolean isNew = charge.sent()
                .flatMap(Sent::baseline)
                .filter(b -> !b.equals(l.identity()))
                .isPresent();
        return isNew
                && l.approvalNumber().equals(request.approvalNumber())
                && l.amountWon() == request.amountWon()
                && judge(charge).fitsTime(l);
    }

    /** A {@code b} that no payment was known for: one that the host has yet to ask about may be. */
    void unclaimed(ApprovalAnswer b) {
        unclaimed = Optional.of(b);
    }

    /** The approval that no payment was known for, if it is this payment's. */
    Optional<Sale> unclaimed(Charge charge) {
        Optional<Verdict> verdict = unclaimed.map(b -> verdict(charge, b));
        return verdict.filter(Verdict.Ours.class::isInstance).map(v -> ((Verdict.Ours) v).sale());
    }

    /** What is left of the pause that it needs before the next payment, once it has stopped waiting for a card. */
    Duration pause() {
        Duration left = pausedUntil.minus(turn.now().up());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** What a request of now has to know later. */
    Sent sent() {
        Optional<String> declined = last.filter(Approval::isDeclined).map(Approval::identity);
        boolean unused = blank && sales.isEmpty();
        return new Sent(
                baseline,
                declined,
                unused,
                turn.now().clock(),
                clock.at(turn.now().clock()),
                isWatching() && watchesOwn);
    }

    /** What is to be made of a last approval for a payment. */
    Verdict verdict(Charge charge, ApprovalAnswer answer) {
        Verdict verdict = judge(charge).verdict(answer);
        return verdict instanceof Verdict.Ours && isAnothers(charge, answer)
                ? new Verdict.Unknown("the terminal's last approval is another payment's")
                : verdict;
    }

    /** An approval is this payment's, and no other's. */
    void belongs(Sale sale, Charge charge) {
        owners.put(sale.identity(), charge.id());
        if (owners.size() > MOST_SALES) owners.remove(owners.keySet().iterator().next());
    }

    private boolean isAnothers(Charge charge, ApprovalAnswer answer) {
        return !owners.getOrDefault(answer.identity(), charge.id()).equals(charge.id());
    }

    private Judge judge(Charge charge) {
        return new Judge(
                charge.request().amountWon(),
                charge.sent().orElseThrow(),
                clock,
                turn.now().clock());
    }

    /** A payment ended without an answer: for a while its approval may still come. */
    void watch() {
        watchUntil = turn.now().up().plus(STILL_TO_COME);
        watchesOwn = true;
    }

    private boolean isWatching() {
        return turn.now().up().compareTo(watchUntil) < 0;
    }

    /** Whether this {@code b} has been heard before, or what it tells has been told. */
    boolean isRepeated(ApprovalAnswer answer) {
        return isLast(answer) || owners.containsKey(answer.identity());
    }

    private boolean isLast(ApprovalAnswer answer) {
        return answer instanceof Sale
                && last.filter(l -> l.identity.equals(answer.identity())).isPresent();
    }

    /** Whether a {@code b} tells of this payment, and not of an earlier one. */
    boolean tellsOf(Charge charge, Frame b, ApprovalAnswer answer) {
        if (charge.isUndoing() || charge.sent().isEmpty() || isLast(answer)) return false;
        if (answer instanceof Sale sale) return tellsOf(charge, sale);
        return !(answer instanceof Rejection) || isNewRejection(charge, b);
    }

    private boolean tellsOf(Charge charge, Sale sale) {
        boolean old =
                charge.sent().get().baseline().filter(sale.identity()::equals).isPresent();
        if (old || isAnothers(charge, sale)) return false;
        if (!isWatching()) return true;
        boolean fits = sale.amountWon() == charge.request().amountWon()
                && judge(charge).isSince(sale);
        return fits && (!watchesOwn || charge.isCardShown() || !isOfItsSecond(charge, sale));
    }

    /** Whether a sale is of the second in which the request was sent: the clock does not say which was first. */
    private static boolean isOfItsSecond(Charge charge, Sale sale) {
        LocalDateTime sent = charge.sent().orElseThrow().there();
        return TerminalClock.of(sale).filter(sent::equals).isPresent();
    }

    /**
     * Two customers can be declined in the same words, and rejections carry nothing else to tell them apart: after its
     * ACK one is the payment's own, unless it is the same frame once more. What a card does proves nothing then: the
     * one before may be on its way out.
     */
    private boolean isNewRejection(Charge charge, Frame b) {
        if (isWatching() && !isOwnRejection(charge, b)) return false;
        if (last.isEmpty() || !last.get().frame.data().equals(b.data())) return true;
        if (turn.now().up().minus(last.get().at).compareTo(REPEATS) > 0) return true;
        return charge.isAcked() && !last.get().frame.equals(b);
    }

    /**
     * A rejection has neither amount nor time: while another payment's may come, one is believed after a card alone. When
     * that other one could only be an earlier run's, the time that the frame itself shows will do: a terminal refuses
     * without a card when nobody shows one.
     */
    private boolean isOwnRejection(Charge charge, Frame b) {
        if (charge.isCardShown() || watchesOwn) return charge.isCardShown();
        LocalDateTime asked = charge.sent().orElseThrow().there();
        return TerminalClock.parse(b.time()).filter(t -> !t.isBefore(asked)).isPresent();
    }
}
