package perihost.payment.smartro.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.device.DeviceException;
import perihost.api.payment.CardEvent;
import perihost.api.payment.PaymentJournal;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentRequest;
import perihost.api.payment.StartedPayment;
import perihost.api.payment.VoidRequest;

/** One payment in hand, or one undoing of an approval, from its request to its outcome. */
final class Charge {
    private static final Logger LOG = LoggerFactory.getLogger(Charge.class);
    private static final char OUT = 'O';

    private final PaymentRequest request;
    private final PaymentJournal journal;
    private final boolean undoing;
    private final CompletableFuture<StartedPayment> started = new CompletableFuture<>();
    private final CompletableFuture<PaymentOutcome> outcome = new CompletableFuture<>();
    private Optional<Sent> sent = Optional.empty();
    private boolean acked;
    private boolean cardSeen;
    private boolean cardShown;
    private boolean touched;
    private Optional<Duration> sign = Optional.empty();
    private boolean startTold;
    private Optional<PaymentOutcome> ended = Optional.empty();

    Charge(PaymentRequest request, PaymentJournal journal) {
        this(request, journal, false);
    }

    private Charge(PaymentRequest request, PaymentJournal journal, boolean undoing) {
        this.request = request;
        this.journal = journal;
        this.undoing = undoing;
    }

    /** One that an earlier run of the host has begun: as nobody knows better, it counts as taken until now. */
    static Charge again(PaymentRequest request, PaymentJournal journal, Map<String, String> notes, Moment now) {
        Charge charge = new Charge(request, journal);
        charge.resume(notes, now);
        return charge;
    }

    /** The undoing of an approval, which is on its way like a payment. */
    static Charge undoing(VoidRequest request, PaymentJournal journal) {
        return new Charge(new PaymentRequest(request.commandId(), request.amountWon()), journal, true);
    }

    /** One that an earlier run of the host has begun. */
    static Charge undoingAgain(VoidRequest request, PaymentJournal journal, Map<String, String> notes, Moment now) {
        Charge charge = undoing(request, journal);
        charge.resume(notes, now);
        return charge;
    }

    private void resume(Map<String, String> notes, Moment now) {
        sent = Sent.of(notes);
        startTold = true;
        touched = true;
        acked(now);
    }

    /** Whether it undoes an approval. */
    boolean isUndoing() {
        return undoing;
    }

    String id() {
        return request.commandId();
    }

    PaymentRequest request() {
        return request;
    }

    CompletableFuture<StartedPayment> started() {
        return started;
    }

    CompletableFuture<PaymentOutcome> outcome() {
        return outcome;
    }

    /** What is on disk of its request; empty until it is. */
    Optional<Sent> sent() {
        return sent;
    }

    /** Its request is about to be written. False if that is not on disk: it must not be. */
    boolean sending(Sent now) {
        if (!note(now.notes())) return false;
        sent = Optional.of(now);
        sign = Optional.empty(); // what a card did before was not for this request
        return true;
    }

    /** Forces notes to disk; false if they may not be there. */
    boolean note(Map<String, String> notes) {
        try {
            journal.note(notes);
            return true;
        } catch (RuntimeException e) { // whatever it says: it is not known to be there
            LOG.error("payment {}: not noted: {}", id(), e.getMessage());
            return false;
        }
    }

    /**
     * An approval came that is another payment's. As long as no card can have done anything, it is what the terminal
     * kept before this one: else its last approval could never be read for this one (11.3).
     */
    void unmatched(String identity) {
        Optional<Sent> after = sent.filter(s -> !touched && !undoing).map(s -> s.after(identity));
        Map<String, String> notes = new LinkedHashMap<>(after.map(Sent::notes).orElse(Map.of()));
        notes.put("unmatched", identity);
        if (note(notes) && after.isPresent()) sent = after;
    }

    /** The terminal has its request. */
    void acked(Moment now) {
        acked = true;
        sign = Optional.of(now.up());
    }

    boolean isAcked() {
        return acked;
    }

    /** A card does something, which is told. */
    void card(char code, Moment now) {
        cardSeen |= acked;
        cardShown |= acked && code != OUT;
        touched |= sent.isPresent();
        sign = Optional.of(now.up());
        event(code).ifPresent(journal::cardEvent);
    }

    private static Optional<CardEvent> event(char code) {
        return switch (code) {
            case 'I' -> Optional.of(CardEvent.IC_IN);
            case OUT -> Optional.of(CardEvent.IC_OUT);
            case 'M' -> Optional.of(CardEvent.STRIPE);
            case 'R' -> Optional.of(CardEvent.CONTACTLESS);
            case 'F' -> Optional.of(CardEvent.UNREADABLE);
            case 'Q' -> Optional.of(CardEvent.BARCODE);
            default -> Optional.empty();
        };
    }

    /** Whether a card did something since the terminal took the request. */
    boolean isCardSeen() {
        return cardSeen;
    }

    /** Whether a card was shown since, and not just taken out: that one may be of the payment before. */
    boolean isCardShown() {
        return cardShown;
    }

    /** For a while nobody heard what a card did, if it did anything. */
    void unheard() {
        touched |= sent.isPresent();
    }

    /** Until now nobody heard whether the terminal took its request, and what a card did. */
    void unheardUntil(Moment now) {
        unheard();
        sign = Optional.of(now.up());
    }

    /** Whether a card may have done something since its request was written. */
    boolean isTouched() {
        return touched;
    }

    /**
     * Whether what the terminal keeps says that nothing was approved since the request. One that never kept anything and
     * keeps nothing now says so too, as long as it was there all the time and no card did anything: what was approved
     * it could only have forgotten by losing its power, after a card that it tells of.
     */
    boolean isNothing(Verdict verdict) {
        return verdict instanceof Verdict.Nothing
                || verdict instanceof Verdict.Blank blank && blank.stillNothing() && !touched;
    }

    /** When it last showed that it lives, or may have: its ACK, or a card; empty if it never did. */
    Optional<Duration> sign() {
        return sign;
    }

    /** The host is to know that the terminal has it, or may have. */
    void tellStarted(Turn turn) {
        if (startTold) return;
        startTold = true;
        turn.emit(new Effect.Tell<>(started, new StartedPayment(outcome)));
    }

    boolean isStartTold() {
        return startTold;
    }

    /** Tells how it ended. */
    void end(PaymentOutcome how, Turn turn) {
        ended = Optional.of(how);
        tellStarted(turn);
        turn.emit(new Effect.Tell<>(outcome, how));
    }

    /** The terminal certainly took nothing, and the host has not been told otherwise. */
    void refuse(DeviceException why, Turn turn) {
        ended = Optional.of(new PaymentOutcome.NotStarted(why.getMessage()));
        turn.refuse(started, why);
    }

    boolean isEnded() {
        return ended.isPresent();
    }

    /** Whether it ended without anybody's knowing how. */
    boolean isUnsettled() {
        return ended.filter(PaymentOutcome.Unsettled.class::isInstance).isPresent();
    }
}
