package perihost.payment.smartro;

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
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceExecutor;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;

/** The host as a driver sees it, with time that passes by hand. What is told, conditions and outcomes, is kept in order. */
final class FakeHost implements DeviceContext, DeviceExecutor {
    static final Instant START = Instant.parse("2026-01-26T03:34:56Z");

    final List<Object> told = new ArrayList<>();
    final List<Duration> openedAt = new ArrayList<>();
    private final ArrayDeque<ScriptedLine> lines = new ArrayDeque<>();
    private final List<Due> timers = new ArrayList<>();
    private Instant now = START;
    private Duration setBy = Duration.ZERO;
    private Kind refusal = Kind.UNAVAILABLE;
    private boolean closed;
    private Optional<ScriptedLine> listened = Optional.empty();
    private InputListener listener = () -> {};

    private record Due(Instant at, Runnable task) {}

    /** The next attempt to open gives this line; without one it is refused. */
    ScriptedLine gives(ScriptedLine line) {
        lines.add(line);
        return line;
    }

    void refusesWith(Kind kind) {
        refusal = kind;
    }

    <T> void note(CompletionStage<T> stage) {
        stage.whenComplete((value, failure) ->
                told.add(failure instanceof DeviceException e ? e.code() : value == null ? "done" : value));
    }

    List<Object> news() {
        List<Object> news = List.copyOf(told);
        told.clear();
        return news;
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
        if (listened.filter(l -> l.hasInput() && !l.closed).isEmpty()) return false;
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

    Duration sinceStart() {
        return Duration.between(START, now);
    }

    /** The host closes the device, and this context is dead. */
    void close(SmartroTerminal terminal) {
        terminal.close();
        if (!timers.isEmpty()) throw new AssertionError("timers are left");
        closed = true;
    }

    private void checkOpen() {
        if (closed) throw new IllegalStateException("the device is closed");
    }

    @Override
    public String deviceId() {
        return "terminal_test";
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
        if (lines.isEmpty()) throw new LineException(refusal, "refused");
        return lines.poll();
    }

    @Override
    public boolean keptOpen(String uri) {
        return false; // a terminal's line is, whatever it is
    }

    @Override
    public void listen(Line line, InputListener toCall) {
        checkOpen();
        listened = Optional.of((ScriptedLine) line);
        listener = toCall;
    }

    @Override
    public void report(Condition condition) {
        told.add(condition);
    }

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        checkOpen();
        if (delay.isNegative()) throw new AssertionError("in the past: " + delay);
        Due due = new Due(now.plus(delay), task);
        timers.add(due);
        return () -> timers.remove(due);
    }
}
