package perihost.payment.smartro.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.payment.OpenPayment;
import perihost.api.payment.PaymentJournal;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Approved;
import perihost.api.payment.PaymentOutcome.NotStarted;
import perihost.api.payment.PaymentRequest;
import perihost.api.payment.StartedPayment;
import perihost.payment.smartro.protocol.Modules;
import perihost.payment.smartro.protocol.Sale;

/**
 * The conversation with one terminal, from the opening of its device to its closing. What comes in is told to it with
 * its {@link Moment}; after each call {@link #take} says what is to be done outside, and {@link #due} when it wants to be
 * called again. It calls one thing itself, a payment's journal: what follows depends on whether the note was kept.
 */
public final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Duration TO_BEGIN = Duration.ofMillis(1800); // a payment is taken or refused within 2 s (E2)
    private static final Duration FOR_BASELINE = Duration.ofSeconds(1);
    private static final Duration TO_BE_THERE = Duration.ofSeconds(11);
    private static final Duration WHILE_BUSY = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int SENDINGS = 3;
    private static final int SILENCES = 3;
    private static final int MOST_WAITING = 8;

    private final Turn turn;
    private final Desk desk;
    private final Link link;
    private final Resetting resetting;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private Work work = Work.NONE;
    private Optional<Charge> doubtful = Optional.empty(); // could not be settled: its answer may still come
    private final Backoff backoff;
    private Turn.Timer idle;
    private Turn.Timer again; // a silent terminal is asked
    private int silences; // in a row
    private Condition shown = Condition.disconnected("");
    private boolean versionsTold;
    private boolean stale; // what the terminal keeps as its last approval may be another one by now
    private boolean refreshing;

    /** Something that the link is wanted for. */
    private record Waiting(Work work, Runnable begin) {}

    /**
     * @param id     the device's, for the log
     * @param chance gives numbers from 0 to 1 that spread the retries
     */
    public Session(String id, Settings settings, DoubleSupplier chance, Moment now) {
        backoff = new Backoff(chance);
        turn = new Turn(now);
        Known known = new Known(turn);
        Answers answers =
                new Answers(id, known, this::charge, b -> work.heard(b), () -> work.stoppedLate(), this::card);
        link = new Link(id, turn, settings, answers);
        desk = new Desk(id, turn, link, known, settings, course());
        resetting = new Resetting(desk);
        idle = turn.none();
        again = turn.none();
        backoff.notAtOnce();
    }

    private Optional<Charge> charge() {
        return work.charge().or(() -> doubtful);
    }

    private void card(char code) {
        work.charge().ifPresent(c -> c.card(code, turn.now()));
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
        if (shown.state() != DeviceState.HUNG) show(Condition.connecting());
    }

    /** A line is open. */
    public void up(Moment now) {
        turn.begin(now);
        link.up();
        goOn();
    }

    private void goOn() {
        if (work.isLasting()) work.up();
        else next();
    }

    /** No line could be opened. */
    public void unreachable(Condition how, Moment now) {
        turn.begin(now);
        show(how);
    }

    /**
     * The line is lost.
     *
     * @param refused what it did not take a byte of, if that was why
     */
    public void lost(String why, Optional<Effect.Send> refused, Moment now) {
        turn.begin(now);
        boolean unwritten = refused.filter(link::isRequest).isPresent();
        show(Condition.disconnected(why));
        down(unwritten);
    }

    private void down(boolean unwritten) {
        link.down();
        drop(unwritten);
    }

    /** What had the link has lost it. */
    private void drop(boolean unwritten) {
        idle.cancel();
        again.cancel();
        refreshing = false;
        Work lost = work;
        if (!lost.isLasting()) work = Work.NONE;
        lost.lost(unwritten);
        List<Waiting> refused =
                waiting.stream().filter(w -> !w.work.isLasting()).toList();
        waiting.removeAll(refused);
        refused.forEach(w -> w.work.dropped());
    }

    /** Bytes came. */
    public void bytes(ByteBuffer in, Moment now) {
        turn.begin(now);
        link.onBytes(in);
    }

    /** Starts a payment; see {@code PaymentTerminal}, as for the calls below. */
    public CompletionStage<StartedPayment> start(PaymentRequest request, PaymentJournal journal, Moment now) {
        turn.begin(now);
        doubtful = Optional.empty();
        Charge charge = new Charge(request, journal);
        Paying paying = new Paying(desk, charge);
        if (!link.isUp()) {
            paying.dropped();
            return charge.started();
        }
        turn.after(FOR_BASELINE, this::hurry);
        turn.after(TO_BEGIN, () -> tooLate(paying));
        enqueue(paying, paying::begin);
        return charge.started();
    }

    /** A payment is not kept waiting by a terminal that does not tell its last approval. */
    private void hurry() {
        if (waiting.isEmpty() || !refreshing || !link.isAcked()) return;
        link.forget();
        free();
    }

    private void tooLate(Paying paying) {
        if (waiting.removeIf(w -> w.work == paying)) paying.dropped();
    }

    /** Cancels the payment in progress. */
    public CompletionStage<Void> cancel(Moment now) {
        turn.begin(now);
        CompletableFuture<Void> stage = new CompletableFuture<>();
        if (work instanceof Paying paying) paying.cancel(stage);
        else turn.refuse(stage, Cancelling.failed("no payment can be cancelled now"));
        return stage;
    }

    /** Brings the terminal back to idle. */
    public CompletionStage<Void> reset(Moment now) {
        turn.begin(now);
        boolean booting = work == resetting;
        CompletableFuture<Void> stage = resetting.ask(booting);
        if (booting || work instanceof Settling) return stage;
        if (work instanceof Paying paying) {
            paying.giveUp();
        } else if (!link.isUp()) {
            turn.emit(new Effect.Reopen(true));
        } else {
            link.forget();
            work.preempted();
            free();
        }
        return stage;
    }

    /** Asks the terminal for the state of its modules. */
    public CompletionStage<Void> check(Moment now) {
        turn.begin(now);
        Question<Void> question = new Question<>(
                desk, new DeviceException(ErrorCode.DEVICE_CHECK_FAILED, "the terminal does not answer"));
        Runnable begin =
                () -> desk.check(Desk.QUICK_ACK, desk.settings().answer(), 2, m -> checked(question, m), why -> {
                    question.unanswered();
                    silent(why == Reply.Why.NAK);
                });
        ask(question, begin);
        return question.stage();
    }

    private void checked(Question<Void> question, Modules modules) {
        Condition condition = Health.condition(modules, desk.settings().required());
        if (condition.state() == DeviceState.READY) question.answer(null);
        else question.refuse(new DeviceException(ErrorCode.DEVICE_CHECK_FAILED, condition.reason(), modules.letters()));
        show(condition);
        free();
    }

    /** Finds out how a payment ended. */
    public CompletionStage<PaymentOutcome> settle(OpenPayment open, PaymentJournal journal, Moment now) {
        turn.begin(now);
        Optional<PaymentOutcome> noted = Outcomes.of(open.notes());
        Optional<Sent> sent = Sent.of(open.notes());
        if (noted.isPresent()) return settled(open, noted.get(), "the terminal's answer is in the journal");
        if (sent.isEmpty())
            return settled(open, new NotStarted("the terminal was never asked"), "nothing was to be sent");
        Charge charge = Charge.again(open.request(), journal, sent.get(), turn.now());
        doubtful = Optional.empty();
        desk.known().unclaimed(charge).ifPresent(sale -> claim(charge, sale));
        if (charge.isEnded()) return charge.outcome();
        Settling settling = new Settling(desk, charge);
        enqueue(settling, settling::begin);
        return charge.outcome();
    }

    /** Its answer came before the host asked. */
    private void claim(Charge charge, Sale sale) {
        Approved approved = Outcomes.approved(sale);
        LOG.info("{}: payment {} is settled: {}; its answer came", desk.id(), charge.id(), Texts.name(approved));
        if (charge.note(Outcomes.notes(approved))) charge.end(approved, turn);
    }

    private CompletionStage<PaymentOutcome> settled(OpenPayment open, PaymentOutcome outcome, String evidence) {
        LOG.info(
                "{}: payment {} is settled: {}; {}",
                desk.id(),
                open.request().commandId(),
                Texts.name(outcome),
                evidence);
        return CompletableFuture.completedFuture(outcome);
    }

    private <T> void ask(Question<T> question, Runnable begin) {
        Runnable ifInTime = () -> {
            if (question.isEnded()) free();
            else begin.run();
        };
        if (link.isUp()) enqueue(question, ifInTime);
        else question.unanswered();
    }

    private void enqueue(Work wanted, Runnable begin) {
        if (waiting.size() >= MOST_WAITING) {
            wanted.dropped();
            return;
        }
        waiting.addLast(new Waiting(wanted, begin));
        if (work == Work.NONE && link.isUp() && !refreshing) free();
    }

    /** What had the link has ended: what is next has it. */
    private void free() {
        work = Work.NONE;
        refreshing = false;
        idle.cancel();
        again.cancel();
        if (!link.isUp()) return;
        if (link.isBusy()) link.mute(this::free);
        else next();
    }

    private void next() {
        if (resetting.isWanted()) {
            work = resetting;
            resetting.begin();
        } else if (shown.state() != DeviceState.READY && shown.state() != DeviceState.ERROR) {
            Startup startup = new Startup(desk, !versionsTold);
            work = startup;
            startup.begin();
        } else if (stale) {
            refresh();
        } else if (!waiting.isEmpty()) {
            Waiting first = waiting.removeFirst();
            work = first.work;
            first.begin.run();
        } else {
            idle = turn.after(desk.settings().check(), this::supervise);
        }
    }

    /** The terminal's last approval is another one than before: the next payment's is to be told from it (11.2). */
    private void refresh() {
        stale = false;
        refreshing = true;
        desk.last(desk.settings().answer(), l -> free());
    }

    /** Is it still there? */
    private void supervise() {
        work = new Work() {};
        again = turn.after(TO_BE_THERE, () -> silent(false)); // that an idle terminal hangs is told within 20 s
        desk.check(
                desk.settings().ack(),
                desk.settings().answer(),
                SENDINGS,
                this::isThere,
                why -> silent(why == Reply.Why.NAK));
    }

    private void isThere(Modules modules) {
        again.cancel();
        show(Health.condition(modules, desk.settings().required()));
        free();
    }

    /** The terminal does not answer: it is asked again after a pause, each third time on another line (D6). */
    private void silent(boolean busy) {
        if (!busy) show(Condition.hung("the terminal does not answer"));
        link.forget();
        drop(false);
        if (busy) {
            again = turn.after(WHILE_BUSY, this::goOn);
        } else if (++silences % SILENCES == 0) {
            link.down();
            turn.emit(new Effect.Reopen(false));
        } else {
            again = turn.after(backoff.next(LONGEST_PAUSE), this::goOn);
        }
    }

    private void show(Condition condition) {
        if (!condition.equals(shown)) turn.report(condition);
        shown = condition;
    }

    private Desk.Course course() {
        return new Desk.Course() {
            @Override
            public void free() {
                Session.this.free();
            }

            @Override
            public void ended(Charge charge) {
                stale |= charge.sent().isPresent();
                doubtful = Optional.of(charge).filter(Charge::isUnsettled);
                Session.this.free();
            }

            @Override
            public void settle(Charge charge) {
                charge.tellStarted(turn);
                Settling settling = new Settling(desk, charge);
                work = settling;
                settling.begin();
            }

            @Override
            public void alive(Modules modules) {
                versionsTold = true;
                silences = 0;
                backoff.reset();
                backoff.notAtOnce();
                show(Health.condition(modules, desk.settings().required()));
                resetting.back(shown);
            }

            @Override
            public void booting() {
                show(Condition.connecting());
            }

            @Override
            public void silent(boolean busy) {
                Session.this.silent(busy);
            }
        };
    }
}
