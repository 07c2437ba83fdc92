package perihost.payment.smartro.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import perihost.api.device.Condition;
import perihost.api.device.DeviceState;
import perihost.payment.smartro.protocol.Modules;

/**
 * Who has the floor: one work at a time, what is wanted next waits. When nothing is, the terminal is asked now and then
 * whether it is there (9.5); when it is not, until it is (D6).
 */
final class Floor implements Desk.Course {
    private static final Duration TO_BE_THERE = Duration.ofSeconds(11);
    private static final Duration WHILE_BUSY = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int SENDINGS = 3;
    private static final int SILENCES = 3;
    private static final int MOST_WAITING = 8;

    private final Turn turn;
    private final Exchange exchange;
    private final Desk desk;
    private final Resetting resetting;
    private final Backoff backoff;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private Work work = Work.NONE;
    private Optional<Charge> doubtful = Optional.empty(); // could not be settled: its answer may still come
    private Turn.Timer idle;
    private Turn.Timer again; // a silent terminal is asked
    private int silences; // in a row
    private Condition shown = Condition.disconnected("");
    private boolean versionsTold;
    private boolean stale; // what the terminal keeps as its last approval may be another one by now
    private boolean refreshing;

    /** Something that the floor is wanted for. */
    private record Waiting(Work work, Runnable begin) {}

    Floor(String id, Turn turn, Settings settings, DoubleSupplier chance) {
        this.turn = turn;
        Known known = new Known(turn);
        exchange = new Exchange(id, turn, settings, new Answers(id, turn, known, this));
        desk = new Desk(id, turn, exchange, known, settings, this);
        resetting = new Resetting(desk);
        backoff = new Backoff(chance);
        backoff.notAtOnce();
        idle = turn.none();
        again = turn.none();
    }

    Desk desk() {
        return desk;
    }

    Resetting resetting() {
        return resetting;
    }

    /** What has the floor. */
    Work work() {
        return work;
    }

    /** The payment that is in hand, or waits to be settled, or was in hand when nobody could find out how it ended. */
    Optional<Charge> charge() {
        return payer().charge().or(() -> doubtful);
    }

    /** What an answer to a payment or void is for: what has the link, or else the last that waits to be settled. */
    Work payer() {
        return work.charge().isPresent() ? work : last().map(Waiting::work).orElse(work);
    }

    /** Of several to be settled the last one: what the terminal says or keeps is rather the last one's. */
    private Optional<Waiting> last() {
        return waiting.stream()
                .filter(w -> w.work.isLasting())
                .max(Comparator.comparing(
                        w -> w.work.charge().flatMap(Charge::sent).map(Sent::at).orElse(Instant.EPOCH)));
    }

    /** What could not be settled is about to be tried again. */
    void takeUpDoubtful() {
        doubtful = Optional.empty();
    }

    /** Nobody waits any more for what could not be settled; if it comes, it is not the next payment's. */
    void forgetDoubtful() {
        if (doubtful.isPresent()) desk.known().watch();
        doubtful = Optional.empty();
    }

    /** The device's condition, as it is shown. */
    Condition shown() {
        return shown;
    }

    void show(Condition condition) {
        if (!condition.equals(shown)) turn.report(condition);
        shown = condition;
    }

    /** There is a line, or time to ask again. */
    void goOn() {
        if (work.isLasting()) work.up();
        else next();
    }

    /**
     * The line is gone.
     *
     * @param unwritten it broke over the first byte of the request on its way
     */
    void down(boolean unwritten) {
        exchange.down();
        drop(unwritten);
    }

    /** What had the floor has lost it. */
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

    /** The floor is wanted for this. */
    void enqueue(Work wanted, Runnable begin) {
        if (waiting.size() >= MOST_WAITING) {
            wanted.dropped();
            return;
        }
        waiting.addLast(new Waiting(wanted, begin));
        if (work == Work.NONE && exchange.isUp() && !refreshing) free();
    }

    /** The floor is not wanted for this any more, unless it has it. */
    void withdraw(Work wanted) {
        if (waiting.removeIf(w -> w.work == wanted)) wanted.dropped();
    }

    /** What waits is not kept waiting by a terminal that does not tell its last approval. */
    void hurry() {
        if (waiting.isEmpty() || !refreshing || !exchange.isAcked()) return;
        exchange.forget();
        free();
    }

    /** What has the floor loses it. */
    void preempt() {
        exchange.forget();
        work.preempted();
        free();
    }

    @Override
    public void free() {
        work = Work.NONE;
        refreshing = false;
        idle.cancel();
        again.cancel();
        if (!exchange.isUp()) return;
        if (exchange.isBusy()) exchange.mute(this::free);
        else next();
    }

    private void next() {
        Optional<Waiting> last = last();
        if (last.isPresent()) { // before all else: its answer may be on its way (11.4)
            waiting.remove(last.get());
            begin(last.get().work, last.get().begin);
        } else if (resetting.isWanted()) {
            begin(resetting, resetting::begin);
        } else if (shown.state() != DeviceState.READY && shown.state() != DeviceState.ERROR) {
            Startup startup = new Startup(desk, !versionsTold);
            begin(startup, startup::begin);
        } else if (stale) {
            refresh();
        } else if (!waiting.isEmpty()) {
            Waiting first = waiting.removeFirst();
            begin(first.work, first.begin);
        } else {
            idle = turn.after(desk.settings().check(), this::supervise);
        }
    }

    private void begin(Work wanted, Runnable begin) {
        work = wanted;
        begin.run();
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
        desk.check(desk.settings().ack(), desk.settings().answer(), SENDINGS, this::isThere, this::isSilent);
    }

    private void isThere(Modules modules) {
        show(Health.condition(modules, desk.settings().required()));
        free();
    }

    private void isSilent(Reply.Why why) {
        silent(why == Reply.Why.NAK);
    }

    /** It is asked again after a pause, each third time on another line (D6). */
    @Override
    public void silent(boolean busy) {
        boolean another = !busy && ++silences % SILENCES == 0;
        exchange.forget();
        if (another) exchange.down();
        drop(false); // outcomes first (D5)
        if (!busy) show(Condition.hung("the terminal does not answer"));
        if (another) turn.emit(new Effect.Reopen(false));
        else again = turn.after(busy ? WHILE_BUSY : backoff.next(LONGEST_PAUSE), this::goOn);
    }

    @Override
    public void alive(Modules modules) {
        silences = 0;
        backoff.reset();
        backoff.notAtOnce();
        show(Health.condition(modules, desk.settings().required()));
        resetting.back(shown);
    }

    @Override
    public void started() {
        versionsTold = true;
        free();
    }

    @Override
    public void booting() {
        show(Condition.connecting());
    }

    @Override
    public void ended(Charge charge) {
        stale |= charge.sent().isPresent();
        doubtful = Optional.of(charge).filter(Charge::isUnsettled);
        boolean waited =
                waiting.removeIf(w -> w.work.charge().filter(c -> c == charge).isPresent());
        if (!waited) free();
    }

    @Override
    public void settle(Charge charge) {
        charge.tellStarted(turn);
        Settling settling = new Settling(desk, charge);
        begin(settling, settling::begin);
    }
}
