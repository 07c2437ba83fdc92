package perihost.printer.escpos;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.device.Condition;
import perihost.api.device.DeviceContext;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceExecutor.Timer;
import perihost.api.device.ErrorCode;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;
import perihost.api.printer.PrintFailure;

/**
 * The printer's line between jobs, and what is known of the printer by it. A line that is kept open is watched, and
 * sought again when it is lost. A printer that is called for each job counts as ready until a job has failed; then it
 * is probed by opening a line and closing it without a byte. Owner thread only.
 */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4); // a replug is noticed within 5 s (D7)
    private static final Duration LONGEST_PAUSE_HUNG = Duration.ofSeconds(30); // D6
    private static final Duration STABLE = Duration.ofSeconds(5);
    private static final Duration TO_RESET = Duration.ofMillis(3500); // the host's limit is 4 s
    private static final Duration SHORTEST_TRY = Duration.ofMillis(100);
    private static final int MOST_READS = 16; // at a time, of a printer that babbles

    private final EscposSettings settings;
    private final DeviceContext context;
    private final LongSupplier nanoTime;
    private final Backoff backoff;
    private final ByteBuffer scrap = ByteBuffer.allocate(1024);
    private Optional<Line> line = Optional.empty();
    private Deadline stable; // passed, the line has been open for long
    private Optional<Reset> resetting = Optional.empty();
    private Timer nextTry = () -> {};
    private boolean doubted; // a called printer that failed a job and was not reached since
    private Duration longestPause = LONGEST_PAUSE;

    private record Reset(CompletableFuture<Void> done, Deadline deadline) {}

    Connection(EscposSettings settings, DeviceContext context, Backoff backoff, LongSupplier nanoTime) {
        this.settings = settings;
        this.context = context;
        this.backoff = backoff;
        this.nanoTime = nanoTime;
        this.stable = Deadline.in(STABLE, nanoTime);
    }

    /** The line, if one is open. */
    Optional<Line> line() {
        return line;
    }

    /** Begins to seek the printer. Returns at once. */
    void start() {
        seekLater();
    }

    /** Forgets what was known and seeks the printer anew. */
    CompletionStage<Void> reset() {
        hangUp();
        resetting.ifPresent(r -> r.done().completeExceptionally(notReset()));
        Reset reset = new Reset(new CompletableFuture<>(), Deadline.in(TO_RESET, nanoTime));
        resetting = Optional.of(reset);
        backoff.reset();
        backoff.notAtOnce(); // now is at once
        doubted = false;
        seek();
        return reset.done();
    }

    /** A job needs the line for itself: no try to reach the printer comes in between. */
    void reserve() {
        nextTry.cancel();
    }

    /** Opens a line for a job. */
    Line open(Duration within) throws LineException {
        Line opened = context.open(settings.line(), within);
        line = Optional.of(opened);
        stable = Deadline.in(STABLE, nanoTime);
        return opened;
    }

    /** Closes what is open and seeks no more. */
    void hangUp() {
        nextTry.cancel();
        line.ifPresent(Line::close);
        line = Optional.empty();
    }

    /** A job was printed, its line finished: one that is kept open is opened again, to notice when it is unplugged. */
    void printed() {
        line = Optional.empty();
        doubted = false;
        backoff.reset();
        if (!kept()) return;
        backoff.notAtOnce();
        try {
            watch(open(settings.connectTimeout()));
            backoff.reset();
        } catch (LineException e) {
            unreachable(e);
        }
    }

    /** A job failed; its outcome has been told, and with it that the device is in ERROR, or HUNG. */
    void failed(PrintFailure failure, String message) {
        hangUp();
        boolean hung = failure == PrintFailure.TIMEOUT;
        doubted = !kept();
        longestPause = doubted && hung ? LONGEST_PAUSE_HUNG : LONGEST_PAUSE;
        if (!doubted && !hung) context.report(Condition.disconnected(message));
        backoff.notAtOnce();
        seekLater();
    }

    /** Reads what the printer says. Nothing is made of it yet. */
    void drain(Line from) throws LineException {
        for (int i = 0; i < MOST_READS; i++) {
            if (from.read(scrap.clear(), Duration.ZERO) == 0) return;
            if (LOG.isTraceEnabled())
                LOG.trace(
                        "{}: dropped {}",
                        context.deviceId(),
                        HexFormat.of().formatHex(scrap.array(), 0, scrap.position()));
        }
    }

    private void watch(Line opened) {
        context.listen(opened, () -> onInput(opened));
    }

    private void onInput(Line from) {
        try {
            drain(from);
        } catch (LineException e) {
            lost(e);
        }
    }

    private void lost(LineException e) {
        hangUp();
        if (stable.over()) backoff.reset(); // else it may be lost again as soon
        if (e.kind() == Kind.CLOSED) backoff.notAtOnce(); // by the host, which has its reasons
        unreachable(e);
    }

    private void seekLater() {
        Duration pause = backoff.next(longestPause);
        failResetBeyond(pause);
        nextTry = context.executor().after(pause, this::seek);
    }

    private void seek() {
        try {
            if (!context.keptOpen(settings.line())) {
                probe();
            } else {
                context.report(Condition.connecting());
                watch(open(tryTime()));
            }
        } catch (LineException e) {
            unreachable(e);
            return;
        }
        context.report(Condition.ready());
        resetting.ifPresent(r -> r.done().complete(null)); // READY first: who is told of the reset may print at once
        resetting = Optional.empty();
    }

    private void probe() throws LineException {
        if (doubted) context.open(settings.line(), tryTime()).close();
        doubted = false;
        backoff.reset();
    }

    private void unreachable(LineException e) {
        boolean wrong = e.kind() == Kind.BAD_URI;
        if (wrong) context.report(Condition.error(e.getMessage()));
        else if (!doubted) context.report(Condition.disconnected(e.getMessage()));
        LOG.debug("{}: not reached: {}", context.deviceId(), e.getMessage());
        seekLater();
    }

    private Duration tryTime() {
        Duration most = settings.connectTimeout();
        Duration left = resetting.map(r -> r.deadline().left()).orElse(most);
        if (left.compareTo(SHORTEST_TRY) < 0) left = SHORTEST_TRY;
        return left.compareTo(most) < 0 ? left : most;
    }

    /** A reset that could not be done before the next try has failed. The tries go on. */
    private void failResetBeyond(Duration pause) {
        if (resetting.isEmpty()
                || pause.plus(SHORTEST_TRY).compareTo(resetting.get().deadline().left()) < 0) return;
        resetting.get().done().completeExceptionally(notReset());
        resetting = Optional.empty();
    }

    private DeviceException notReset() {
        return new DeviceException(ErrorCode.PROCESSING_ERROR, "the printer cannot be reached");
    }

    /** Whether the line is to be open while idle. Where no line can be made of the URI, seeking one tells why. */
    private boolean kept() {
        try {
            return context.keptOpen(settings.line());
        } catch (LineException e) {
            LOG.debug("{}: {}", context.deviceId(), e.getMessage());
            return true;
        }
    }
}
