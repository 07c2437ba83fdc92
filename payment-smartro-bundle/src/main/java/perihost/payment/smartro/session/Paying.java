package perihost.payment.smartro.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.NotStarted;
import perihost.api.payment.PaymentRequest;
import perihost.payment.smartro.protocol.ApprovalAnswer;
import perihost.payment.smartro.protocol.ApprovalRequest;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.Job;
import perihost.payment.smartro.protocol.Rejection;
import perihost.payment.smartro.protocol.Sale;
import perihost.payment.smartro.session.Reply.Why;

/**
 * A payment from its request to its answer: {@code B}, sent again only when the terminal refused it, or when it is known
 * that it did nothing with it (6.5). What ends otherwise is settled.
 */
final class Paying implements Work, Asker {
    private static final Logger LOG = LoggerFactory.getLogger(Paying.class);
    private static final Duration TO_TELL = Duration.ofSeconds(2); // E2
    private static final int SENDINGS = 3;

    private final Desk desk;
    private final Charge charge;
    private int sendings;
    private boolean doubted; // one was neither acknowledged nor refused
    private boolean waiting; // for a card, and for what becomes of it
    private boolean givenUp;
    private final Duration asked;
    private Turn.Timer toTell;
    private Turn.Timer toSend;
    private Optional<Cancelling> cancelling = Optional.empty();

    Paying(Desk desk, Charge charge) {
        this.desk = desk;
        this.charge = charge;
        this.asked = desk.turn().now().up();
        this.toTell = desk.turn().none();
        this.toSend = desk.turn().none();
    }

    /** Sends the request, once the terminal has had its pause. */
    void begin() {
        Duration pause = desk.known().pause();
        if (pause.isZero()) send();
        else toSend = desk.turn().after(pause, this::send);
    }

    private void send() {
        if (givenUp) giveIn();
        else if (isTaken()) settle();
        else if (charge.sending(desk.known().sent())) write();
        else if (doubted) settle();
        else refuse("the journal cannot be written"); // what is not on disk must not be told to the terminal
    }

    private void write() {
        if (sendings == 0) toTell = desk.turn().since(asked, TO_TELL, () -> charge.tellStarted(desk.turn()));
        Frame frame = desk.exchange().frame(Job.APPROVAL, data(charge.request()).data());
        Ask ask = Ask.of(frame, desk.settings().ack(), desk.settings().card());
        Duration event = desk.settings().cardEvent();
        desk.exchange().ask(ask.once(SENDINGS - sendings, "b", this::isOurs, event), this);
    }

    private static ApprovalRequest data(PaymentRequest request) {
        return new ApprovalRequest(
                '1',
                request.amountWon(),
                request.taxWon(),
                request.serviceChargeWon(),
                request.installments(),
                request.signature());
    }

    private void refuse(String why) {
        toTell.cancel();
        toSend.cancel();
        if (charge.isStartTold()) charge.end(new NotStarted(why), desk.turn());
        else charge.refuse(new DeviceException(ErrorCode.PAYMENT_START_FAILED, why), desk.turn());
        desk.course().ended(charge);
    }

    @Override
    public void dropped() {
        charge.refuse(
                new DeviceException(ErrorCode.PAYMENT_START_FAILED, "the terminal cannot be asked now"), desk.turn());
    }

    private boolean isOurs(Frame b) {
        return desk.known().tellsOf(charge, b, ApprovalAnswer.read(b.data()));
    }

    @Override
    public void acknowledged() {
        charge.acked(desk.turn().now());
        toTell.cancel();
        charge.tellStarted(desk.turn());
        waiting = true;
        if (givenUp) giveUp();
    }

    @Override
    public void accept(Reply reply) {
        waiting = false;
        if (reply instanceof Reply.Answer a) {
            ApprovalAnswer answer = ApprovalAnswer.read(a.frame().data());
            desk.known().approval(a.frame(), answer);
            heard(answer);
            return;
        }
        Reply.Failure failure = (Reply.Failure) reply;
        LOG.info("{}: payment {}: {}", desk.id(), charge.id(), failure.why());
        sendings += failure.sent();
        if (failure.why() == Why.NO_ACK) unacknowledged();
        else if (failure.why() == Why.NAK && !doubted) refuse("the terminal refused the request");
        else settle();
    }

    /** Its ACK may be lost and a card in the reader: the terminal is to say that it did nothing (6.5). */
    private void unacknowledged() {
        doubted = true;
        if (sendings >= SENDINGS || isTaken()) settle();
        else desk.stop(desk.settings().ack(), SENDINGS, this::stopped);
    }

    /** A card did something: the ACK was lost, and nothing that the terminal says makes sure that it does nothing more. */
    private boolean isTaken() {
        return sendings > 0 && charge.sign().isPresent();
    }

    private void stopped(boolean said) {
        if (charge.isEnded()) return;
        if (said) desk.last(desk.settings().answer(), l -> mayAgain(l));
        else settle();
    }

    private void mayAgain(Optional<ApprovalAnswer> l) {
        if (charge.isEnded()) return;
        Verdict verdict = l.map(a -> desk.known().verdict(charge, a)).orElseGet(() -> new Verdict.Unknown("no answer"));
        if (verdict instanceof Verdict.Nothing && !isTaken()) again();
        else if (verdict instanceof Verdict.Ours ours) finish(Outcomes.approved(ours.sale()));
        else if (verdict instanceof Verdict.Rejected no) finish(Outcomes.declined(no.rejection()));
        else settle();
    }

    private void again() {
        if (givenUp) giveIn();
        else begin();
    }

    /** It was given up before the terminal took it, and the terminal does not wait for a card. */
    private void giveIn() {
        if (isTaken()) {
            settle();
        } else if (sendings == 0) {
            refuse("the terminal is to be reset");
        } else {
            desk.known().watch();
            finish(new NotStarted("the terminal never took the request"));
        }
    }

    @Override
    public Optional<Charge> charge() {
        return Optional.of(charge);
    }

    @Override
    public void heard(ApprovalAnswer b) {
        if (b instanceof Sale sale) finish(Outcomes.approved(sale));
        else if (b instanceof Rejection rejection) finish(Outcomes.declined(rejection));
        else settle();
    }

    /** The outcome is known. */
    void finish(PaymentOutcome outcome) {
        toTell.cancel();
        toSend.cancel();
        waiting = false;
        charge.end(outcome, desk.turn());
        cancelling.ifPresent(c -> c.over(outcome));
        desk.exchange().release(this);
        desk.course().ended(charge);
    }

    private void settle() {
        cancelling.ifPresent(c -> c.fail("it has to be found out how the payment ended"));
        toSettle();
    }

    private void toSettle() {
        toSend.cancel();
        waiting = false;
        desk.exchange().release(this);
        desk.course().settle(charge);
    }

    /** Tries to cancel it (11.5). */
    void cancel(CompletableFuture<Void> stage) {
        if (!waiting || cancelling.isPresent()) {
            desk.turn().refuse(stage, Cancelling.failed("the terminal cannot be asked now"));
            return;
        }
        Cancelling begun = new Cancelling(desk, this, charge, stage);
        cancelling = Optional.of(begun);
        begun.begin();
    }

    /** A cancel did not succeed, and the payment goes on as before. */
    void goesOn() {
        cancelling = Optional.empty();
        if (givenUp) toSettle();
    }

    /** A cancel did not succeed, and it is not clear what the terminal does. */
    void inDoubt() {
        cancelling = Optional.empty();
        toSettle();
    }

    @Override
    public void giveUp() {
        givenUp = true;
        if (waiting && cancelling.isEmpty()) cancel(new CompletableFuture<>());
    }

    @Override
    public void stoppedLate() {
        if (waiting && cancelling.isEmpty()) toSettle();
    }

    @Override
    public void lost(boolean unwritten) {
        charge.unheard();
        boolean nothing = charge.sent().isEmpty() || unwritten && sendings == 0 && !charge.isAcked();
        if (nothing) refuse("the line to the terminal is lost");
        else settle();
    }
}
