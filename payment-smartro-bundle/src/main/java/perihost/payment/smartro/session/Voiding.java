package perihost.payment.smartro.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Failed;
import perihost.api.payment.PaymentOutcome.NotStarted;
import perihost.api.payment.PaymentOutcome.Unsettled;
import perihost.api.payment.VoidRequest;
import perihost.payment.smartro.protocol.ApprovalAnswer;
import perihost.payment.smartro.protocol.CancelRequest;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.Job;
import perihost.payment.smartro.protocol.Sale;
import perihost.payment.smartro.session.Reply.Why;

/**
 * Undoes an approval: {@code C} with its card, sent again only when the terminal refused it (6.5, 7.5). What ends without
 * an answer is listened for; what the terminal keeps then says that it is undone, or nobody knows.
 */
final class Voiding implements Work, Asker {
    private static final Logger LOG = LoggerFactory.getLogger(Voiding.class);
    private static final Duration TO_TELL = Duration.ofSeconds(2); // E2
    private static final Duration TO_LOOK = Duration.ofMillis(500);
    private static final int SENDINGS = 3;

    private final Desk desk;
    private final Charge charge;
    private final VoidRequest request;
    private final Duration asked;
    private Turn.Timer toTell;
    private Turn.Timer limit;
    private Turn.Timer next;
    private boolean searching;
    private boolean stopped;

    Voiding(Desk desk, Charge charge, VoidRequest request) {
        this.desk = desk;
        this.charge = charge;
        this.request = request;
        this.asked = desk.turn().now().up();
        this.toTell = desk.turn().none();
        this.limit = desk.turn().none();
        this.next = desk.turn().none();
    }

    /** What the terminal wants to know of the approval is known, or it keeps it, or it has to do without. */
    void begin() {
        if (desk.known().sale(request).isPresent()) {
            pause();
            return;
        }
        Ask ask = Ask.of(desk.exchange().frame(Job.LAST_APPROVAL), TO_LOOK, TO_LOOK)
                .times(1);
        desk.exchange().ask(ask, reply -> {
            if (reply instanceof Reply.Answer a)
                desk.known().keeps(ApprovalAnswer.read(a.frame().data()));
            pause();
        });
    }

    private void pause() {
        Duration pause = desk.known().pause();
        if (pause.isZero()) send();
        else next = desk.turn().after(pause, this::send);
    }

    private void send() {
        if (charge.isEnded()) return;
        if (!charge.sending(desk.known().sent())) {
            refuse("the journal cannot be written");
            return;
        }
        toTell = desk.turn().since(asked, TO_TELL, () -> charge.tellStarted(desk.turn()));
        Frame frame = desk.exchange().frame(Job.CANCEL, data());
        Ask ask = Ask.of(frame, desk.settings().ack(), desk.settings().card());
        desk.exchange()
                .ask(ask.once(SENDINGS, "cd", this::isOurs, desk.settings().cardEvent()), this);
    }

    private ByteBuffer data() {
        Optional<Sale> sale = desk.known().sale(request);
        return new CancelRequest(
                        '1',
                        sale.map(Undo::type).orElse('1'),
                        request.amountWon(),
                        sale.map(s -> Undo.number(s.tax())).orElse(0L),
                        sale.map(s -> Undo.number(s.service())).orElse(0L),
                        sale.map(s -> (int) Undo.number(s.installments())).orElse(0),
                        false,
                        request.approvalNumber(),
                        request.salesDate(),
                        sale.map(Sale::time).orElse("000000"),
                        "")
                .data();
    }

    private boolean isOurs(Frame answer) {
        return desk.known().tellsOfUndoing(charge, answer);
    }

    private void refuse(String why) {
        toTell.cancel();
        next.cancel();
        if (charge.isStartTold()) charge.end(new NotStarted(why), desk.turn());
        else charge.refuse(new DeviceException(ErrorCode.PAYMENT_START_FAILED, why), desk.turn());
        desk.course().ended(charge);
    }

    @Override
    public void acknowledged() {
        charge.acked(desk.turn().now());
        toTell.cancel();
        charge.tellStarted(desk.turn());
    }

    @Override
    public void accept(Reply reply) {
        if (reply instanceof Reply.Answer a) {
            undone(a.frame());
            return;
        }
        Why why = ((Reply.Failure) reply).why();
        LOG.info("{}: void {}: {}", desk.id(), charge.id(), why);
        if (why == Why.NAK) refuse("the terminal refused the request");
        else findOut();
    }

    @Override
    public Optional<Charge> charge() {
        return Optional.of(charge);
    }

    @Override
    public void undone(Frame answer) {
        desk.known().undone(answer);
        Optional<PaymentOutcome> outcome = Undo.outcome(answer);
        if (outcome.isPresent()) end(outcome.get(), "its answer came");
        else if (!searching) findOut();
    }

    /** Its answer did not come. */
    void findOut() {
        toTell.cancel();
        charge.tellStarted(desk.turn());
        searching = true;
        limit.cancel();
        limit = desk.turn().after(desk.settings().settle(), () -> end(unknown(), "the terminal did not answer"));
        if (desk.exchange().isUp()) up();
    }

    @Override
    public void up() {
        next.cancel();
        next = desk.turn().after(desk.settings().listen(), this::stop);
    }

    private void stop() {
        if (charge.isEnded()) return;
        if (desk.exchange().isBusy()) desk.exchange().mute(this::stop);
        else desk.stop(desk.settings().ack(), SENDINGS, this::stopped);
    }

    private void stopped(boolean said) {
        if (charge.isEnded()) return;
        stopped = said;
        desk.last(desk.settings().answer(), this::judge);
    }

    private void judge(Optional<ApprovalAnswer> l) {
        if (charge.isEnded()) return;
        String evidence =
                "last approval: " + l.map(a -> Texts.printable(a.identity())).orElse("no answer");
        Optional<Sale> undone = l.filter(Sale.class::isInstance)
                .map(Sale.class::cast)
                .filter(s -> desk.known().isUndoing(charge, request, s));
        if (undone.isPresent()) end(Outcomes.approved(undone.get()), evidence);
        else if (l.isPresent() && stopped && !charge.isTouched())
            end(new Failed("no card was shown, and nothing is undone"), evidence);
        else end(unknown(), evidence);
    }

    private static Unsettled unknown() {
        return new Unsettled("it is not known whether the approval is undone: it has to be checked with the VAN");
    }

    private void end(PaymentOutcome outcome, String evidence) {
        if (charge.isEnded()) return;
        toTell.cancel();
        limit.cancel();
        next.cancel();
        LOG.info("{}: void {} has ended: {}; {}", desk.id(), charge.id(), Texts.name(outcome), evidence);
        charge.end(outcome, desk.turn());
        desk.exchange().release(this);
        desk.course().ended(charge);
    }

    @Override
    public void giveUp() {
        if (searching) return;
        desk.exchange().release(this);
        if (charge.sent().isPresent()) findOut();
        else refuse("the terminal is to be reset");
    }

    @Override
    public void lost(boolean unwritten) {
        next.cancel();
        charge.unheard();
        boolean nothing = charge.sent().isEmpty() || unwritten && !charge.isAcked();
        if (charge.isEnded()) return;
        if (nothing && !searching) refuse("the line to the terminal is lost");
        else if (!searching) findOut();
    }

    @Override
    public boolean isLasting() {
        return !charge.isEnded() && charge.sent().isPresent();
    }

    @Override
    public void dropped() {
        String why = "the terminal cannot be asked now";
        if (charge.isStartTold()) charge.end(unknown(), desk.turn());
        else charge.refuse(new DeviceException(ErrorCode.PAYMENT_START_FAILED, why), desk.turn());
    }
}
