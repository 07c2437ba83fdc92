package perihost.payment.smartro.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import perihost.api.device.Condition;
import perihost.api.device.DeviceState;
import perihost.api.payment.Approval;
import perihost.api.payment.OpenPayment;
import perihost.api.payment.OpenVoid;
import perihost.api.payment.PaymentJournal;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentRequest;
import perihost.api.payment.StartedPayment;
import perihost.api.payment.TerminalSettings;
import perihost.api.payment.VoidRequest;

/**
 * The conversation with one terminal, from the opening of its device to its closing. What comes in is told to it with
 * its {@link Moment}; after each call {@link #take} says what is to be done outside, and {@link #due} when it wants to be
 * called again. It calls one thing itself, a payment's journal: what follows depends on whether the note was kept.
 */
public final class Session {
    private static final Duration TO_BEGIN = Duration.ofMillis(1800); // a payment is taken or refused within 2 s (E2)
    private static final Duration FOR_BASELINE = Duration.ofSeconds(1);

    private final Turn turn;
    private final Floor floor;
    private final Desk desk;
    private final Exchange exchange;
    private final Questions questions;

    /**
     * @param id     the device's, for the log
     * @param chance gives numbers from 0 to 1 that spread the retries
     */
    public Session(String id, Settings settings, DoubleSupplier chance, Moment now) {
        turn = new Turn(now);
        floor = new Floor(id, turn, settings, chance);
        desk = floor.desk();
        exchange = desk.exchange();
        questions = new Questions(floor);
    }

    /** What is to be done, in order; once. */
    public List<Effect> take() {
        return turn.take();
    }

    /** When it wants to be called next, on the time since the device was opened. */
    public Optional<Duration> due() {
        return turn.due();
    }

    /** Time has passed. */
    public void tick(Moment now) {
        turn.begin(now);
        turn.runDue();
    }

    /** A line is about to be opened. */
    public void seeking(Moment now) {
        turn.begin(now);
        if (floor.shown().state() != DeviceState.HUNG) floor.show(Condition.connecting());
    }

    /** A line is open. */
    public void up(Moment now) {
        turn.begin(now);
        exchange.up();
        floor.goOn();
    }

    /** No line could be opened. */
    public void unreachable(Condition how, Moment now) {
        turn.begin(now);
        floor.show(how);
    }

    /**
     * The line is lost.
     *
     * @param refused what it did not take a byte of, if that was why
     */
    public void lost(String why, Optional<Effect.Send> refused, Moment now) {
        turn.begin(now);
        boolean unwritten = refused.filter(exchange::isRequest).isPresent();
        floor.down(unwritten); // outcomes first (D5)
        floor.show(Condition.disconnected(why));
    }

    /** Bytes came. */
    public void bytes(ByteBuffer in, Moment now) {
        turn.begin(now);
        exchange.onBytes(in);
    }

    /** Starts a payment; see {@code PaymentTerminal}, as for the calls below. */
    public CompletionStage<StartedPayment> start(PaymentRequest request, PaymentJournal journal, Moment now) {
        turn.begin(now);
        Charge charge = new Charge(request, journal);
        Paying paying = new Paying(desk, charge);
        return begin(charge, paying, paying::begin);
    }

    /** Undoes an approval. */
    public CompletionStage<StartedPayment> undo(VoidRequest request, PaymentJournal journal, Moment now) {
        turn.begin(now);
        Charge charge = Charge.undoing(request, journal);
        Voiding voiding = new Voiding(desk, charge, request);
        return begin(charge, voiding, voiding::begin);
    }

    private CompletionStage<StartedPayment> begin(Charge charge, Work work, Runnable begin) {
        floor.forgetDoubtful();
        if (exchange.isUp()) {
            turn.after(FOR_BASELINE, floor::hurry);
            turn.after(TO_BEGIN, () -> floor.withdraw(work));
            floor.enqueue(work, begin);
        } else {
            work.dropped();
        }
        return charge.started();
    }

    /** Cancels the payment in progress. */
    public CompletionStage<Void> cancel(Moment now) {
        turn.begin(now);
        CompletableFuture<Void> stage = new CompletableFuture<>();
        if (floor.work() instanceof Paying paying) paying.cancel(stage);
        else turn.refuse(stage, Cancelling.failed("no payment can be cancelled now"));
        return stage;
    }

    /** Brings the terminal back to idle. What moves money comes to its end before. */
    public CompletionStage<Void> reset(Moment now) {
        turn.begin(now);
        boolean booting = floor.work() == floor.resetting();
        CompletableFuture<Void> stage = floor.resetting().ask(booting);
        if (booting) return stage;
        if (floor.work().charge().isPresent()) floor.work().giveUp();
        else if (!exchange.isUp()) turn.emit(new Effect.Reopen(true));
        else floor.preempt();
        return stage;
    }

    /** Asks the terminal for the state of its modules. */
    public CompletionStage<Void> check(Moment now) {
        turn.begin(now);
        return questions.check();
    }

    /** What the terminal keeps as its last approval. */
    public CompletionStage<Optional<Approval>> lastApproval(Moment now) {
        turn.begin(now);
        return questions.lastApproval();
    }

    /** Reads a contactless card's chip number. */
    public CompletionStage<String> readCardUid(Moment now) {
        turn.begin(now);
        return questions.cardUid();
    }

    /** Whether an IC card is in the reader. */
    public CompletionStage<Boolean> hasIcCard(Moment now) {
        turn.begin(now);
        return questions.icCard();
    }

    /** Sets brightness and volumes. */
    public CompletionStage<TerminalSettings> settings(TerminalSettings wanted, Moment now) {
        turn.begin(now);
        return questions.settings(wanted);
    }

    /** Finds out how a payment ended. */
    public CompletionStage<PaymentOutcome> settle(OpenPayment open, PaymentJournal journal, Moment now) {
        turn.begin(now);
        floor.takeUpDoubtful();
        return Recovery.of(open.request().commandId(), open.notes(), desk)
                .orElseGet(() -> settle(Charge.again(open.request(), journal, open.notes(), now)));
    }

    private CompletionStage<PaymentOutcome> settle(Charge charge) {
        if (!Recovery.claims(charge, desk)) {
            Settling settling = new Settling(desk, charge);
            floor.enqueue(settling, settling::beginUnheard);
        }
        return charge.outcome();
    }

    /** Finds out how a void ended. */
    public CompletionStage<PaymentOutcome> settle(OpenVoid open, PaymentJournal journal, Moment now) {
        turn.begin(now);
        return Recovery.of(open.request().commandId(), open.notes(), desk).orElseGet(() -> {
            Charge charge = Charge.undoingAgain(open.request(), journal, open.notes(), now);
            Voiding voiding = new Voiding(desk, charge, open.request());
            floor.enqueue(voiding, voiding::findOut);
            return charge.outcome();
        });
    }
}
