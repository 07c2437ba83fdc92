package perihost.printer.escpos;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import perihost.api.device.Condition;
import perihost.api.device.DeviceContext;
import perihost.api.device.DeviceExecutor;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;

/**
 * The host as a driver sees it, with time that passes by hand: tasks and timers run when time {@link #pass}es. What is
 * told, conditions and outcomes, is kept in order.
 */
final class TestContext implements DeviceContext, DeviceExecutor {
    static final Instant START = Instant.parse("2026-08-01T00:00:00Z");

    final List<Object> told = new ArrayList<>();
    final List<Duration> openedAt = new ArrayList<>();
    final List<Duration> openedWithin = new ArrayList<>();
    final List<ScriptedLine> opened = new ArrayList<>();
    private final boolean kept;
    private final ArrayDeque<Answer> answers = new ArrayDeque<>();
    private final List<Due> timers = new ArrayList<>();
    private Instant now = START;
    private Duration setBy = Duration.ZERO;
    private boolean closed;
    private ScriptedLine listened = new ScriptedLine();
    private InputListener listener = () -> {};

    /** What an attempt to open a line meets. */
    private interface Answer {
        ScriptedLine get() throws LineException;
    }

    private record Due(Instant at, Runnable task) {}

    /** @param kept whether its line is kept open while idle */
    TestContext(boolean kept) {
        this.kept = kept;
    }

    /** The next attempt to open gives this line. */
    ScriptedLine gives(ScriptedLine line) {
        answers.add(() -> line.in(this));
        return line;
    }

    ScriptedLine gives() {
        return gives(new ScriptedLine());
    }

    /** The next attempts to open fail. */
    TestContext refuses(int times) {
        for (int i = 0; i < times; i++)
            answers.add(() -> {
                throw new LineException(Kind.UNAVAILABLE, "refused");
            });
        return this;
    }

    /** The next attempt to open takes all its time. */
    TestContext isSilent() {
        answers.add(() -> {
            elapse(openedWithin.get(openedWithin.size() - 1));
            throw new LineException(Kind.TIMEOUT, "no answer");
        });
        return this;
    }

    <T> CompletionStage<T> note(CompletionStage<T> stage) {
        stage.whenComplete((value, failure) -> told.add(failure != null ? failure : value == null ? "done" : value));
        return stage;
    }

    /** What was told since this was asked last. */
    List<Object> news() {
        List<Object> news = List.copyOf(told);
        told.clear();
        return news;
    }

    /** Time goes by within a call. */
    void elapse(Duration time) {
        now = now.plus(time);
    }

    /** Time goes by, and what is due in it runs; input is looked at while nothing is due. */
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (runDue(now) || takeInput() || runDue(end)) continue;
        if (end.isAfter(now)) now = end;
    }

    private boolean runDue(Instant until) {
        Optional<Due> due = timers.stream().filter(d -> !d.at.isAfter(until)).min(Comparator.comparing(Due::at));
        if (due.isEmpty()) return false;
        timers.remove(due.get());
        if (due.get().at.isAfter(now)) now = due.get().at;
        due.get().task.run();
        return true;
    }

    private boolean takeInput() {
        if (!listened.hasInput() || listened.closed) return false;
        try {
            listener.onInput();
            return true;
        } catch (LineException e) {
            throw new AssertionError("left to the host", e);
        }
    }

    /** Somebody sets the time of day. */
    void setClockBy(Duration step) {
        setBy = setBy.plus(step);
    }

    /** As {@link System#nanoTime}: soon past the largest number. */
    long nanoTime() {
        return Long.MAX_VALUE - 1 + sinceStart().toNanos();
    }

    /** The host closes the device: its lines too, and this context is dead. */
    void close(EscposPrinter printer) {
        timers.clear();
        printer.close();
        if (!timers.isEmpty()) throw new AssertionError("timers set while closing");
        closed = true;
        opened.forEach(ScriptedLine::close);
    }

    private void checkOpen() {
        if (closed) throw new IllegalStateException("the device is closed");
    }

    Duration sinceStart() {
        return Duration.between(START, now);
    }

    @Override
    public String deviceId() {
        return "printer_test";
    }

    @Override
    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now.plus(setBy);
            }
        };
    }

    @Override
    public DeviceExecutor executor() {
        return this;
    }

    @Override
    public ThreadFactory threads() {
        throw new AssertionError("the driver needs no threads");
    }

    @Override
    public Line open(String uri, Duration within) throws LineException {
        checkOpen();
        openedAt.add(sinceStart());
        openedWithin.add(within);
        if (within.isNegative() || within.isZero()) throw new AssertionError("no time to open: " + within);
        if (answers.isEmpty()) throw new LineException(Kind.UNAVAILABLE, "refused");
        ScriptedLine line = answers.poll().get();
        opened.add(line);
        return line;
    }

    @Override
    public boolean keptOpen(String uri) throws LineException {
        checkOpen();
        if (uri.startsWith("bad:")) throw new LineException(Kind.BAD_URI, "no such line");
        return kept;
    }

    @Override
    public void listen(Line line, InputListener toCall) {
        checkOpen();
        listened = (ScriptedLine) line;
        listener = toCall;
    }

    @Override
    public void report(Condition condition) {
        if (closed) return;
        if (told.isEmpty() || !told.get(told.size() - 1).equals(condition)) told.add(condition);
    }

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        checkOpen();
        Due due = new Due(now.plus(delay), task);
        timers.add(due);
        return () -> timers.remove(due);
    }
}
