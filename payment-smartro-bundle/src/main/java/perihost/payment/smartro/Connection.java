package perihost.payment.smartro;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.device.Condition;
import perihost.api.device.DeviceContext;
import perihost.api.device.DeviceExecutor.Timer;
import perihost.api.device.DeviceState;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;
import perihost.payment.smartro.session.Backoff;
import perihost.payment.smartro.session.Effect;
import perihost.payment.smartro.session.Moment;
import perihost.payment.smartro.session.Session;

/**
 * The terminal's line and the conversation over it, from one opening of the device to its closing: bytes, time and calls
 * go to the {@link Session}, and what it wants is done at once. The line is kept open, whatever kind it is. Owner thread
 * only.
 */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Duration TO_OPEN = Duration.ofSeconds(2);
    private static final Duration TO_WRITE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4); // a replug is noticed within 5 s (D7)
    private static final Duration STABLE = Duration.ofSeconds(5);
    private static final int MOST_READS = 16; // at a time, of a terminal that babbles

    private final SmartroSettings settings;
    private final DeviceContext context;
    private final Backoff backoff;
    private final LongSupplier nanoTime;
    private final long opened;
    private final Session session;
    private final ByteBuffer in = ByteBuffer.allocate(1024);
    private Optional<Line> line = Optional.empty();
    private Timer nextTry = () -> {};
    private Timer tick = () -> {};
    private Duration since = Duration.ZERO; // the line was opened

    /** @param chance gives numbers from 0 to 1 that spread the retries */
    Connection(SmartroSettings settings, DeviceContext context, DoubleSupplier chance, LongSupplier nanoTime) {
        this.settings = settings;
        this.context = context;
        this.backoff = new Backoff(chance);
        this.nanoTime = nanoTime;
        this.opened = nanoTime.getAsLong();
        this.session = new Session(context.deviceId(), settings.session(), chance, now());
    }

    /** Begins to seek the terminal. Returns at once. */
    void start() {
        seekLater();
    }

    /** A call of the host's. What has come in before is heard before. */
    <T> T ask(BiFunction<Session, Moment, T> call) {
        drain();
        T stage = call.apply(session, now());
        carryOut();
        return stage;
    }

    /** Lets go of the line. What is being done is the host's to end, and to ask about later. */
    void close() {
        tick.cancel();
        hangUp();
    }

    private Moment now() {
        return new Moment(
                Duration.ofNanos(nanoTime.getAsLong() - opened), context.clock().instant());
    }

    private void hangUp() {
        nextTry.cancel();
        line.ifPresent(Line::close);
        line = Optional.empty();
    }

    private void seekLater() {
        nextTry.cancel();
        nextTry = context.executor().after(backoff.next(LONGEST_PAUSE), this::seek);
    }

    private void seek() {
        session.seeking(now());
        carryOut();
        try {
            Line found = context.open(settings.line(), TO_OPEN);
            line = Optional.of(found);
            since = now().up();
            context.listen(found, this::onInput);
            session.up(now());
        } catch (LineException e) {
            unreachable(e);
        }
        carryOut();
    }

    private void unreachable(LineException e) {
        LOG.debug("{}: not reached: {}", context.deviceId(), e.getMessage());
        boolean wrong = e.kind() == Kind.BAD_URI;
        session.unreachable(wrong ? Condition.error(e.getMessage()) : Condition.disconnected(e.getMessage()), now());
        seekLater();
    }

    private void onInput() {
        drain();
        carryOut();
    }

    /** Takes what is there, bytes or the line's loss. */
    private void drain() {
        for (int i = 0; i < MOST_READS && line.isPresent(); i++) {
            try {
                if (line.get().read(in.clear(), Duration.ZERO) == 0) return;
                session.bytes(in.flip(), now());
            } catch (LineException e) {
                lost(e, Optional.empty());
            }
            carryOut();
        }
    }

    private void lost(LineException e, Optional<Effect.Send> refused) {
        hangUp();
        boolean stable = now().up().minus(since).compareTo(STABLE) > 0;
        if (!stable || e.kind() == Kind.CLOSED) backoff.notAtOnce(); // by the host, which has its reasons
        session.lost(e.getMessage(), refused, now());
        seekLater();
    }

    /** What is due is done once all that came before has been heard. */
    private void onTick() {
        drain();
        session.tick(now());
        carryOut();
    }

    private void carryOut() {
        for (List<Effect> effects = session.take(); !effects.isEmpty(); effects = session.take())
            effects.forEach(this::carryOut);
        tick.cancel();
        session.due().ifPresent(at -> {
            Duration wait = at.minus(now().up());
            tick = context.executor().after(wait.isNegative() ? Duration.ZERO : wait, this::onTick);
        });
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Send send) send(send);
        else if (effect instanceof Effect.Report report) report(report.condition());
        else if (effect instanceof Effect.Tell<?> tell) tell.now();
        else if (effect instanceof Effect.Refuse refuse) refuse.now();
        else reopen(((Effect.Reopen) effect).atOnce());
    }

    private void send(Effect.Send send) {
        if (line.isEmpty()) return;
        LOG.debug("{}: > {}", context.deviceId(), send.what());
        ByteBuffer bytes = send.bytes().duplicate();
        int start = bytes.position();
        try {
            line.get().write(bytes, TO_WRITE);
        } catch (LineException e) {
            lost(e, Optional.of(send).filter(s -> bytes.position() == start));
        }
    }

    private void report(Condition condition) {
        boolean answers = condition.state() == DeviceState.READY || condition.state() == DeviceState.ERROR;
        if (answers && line.isPresent()) backoff.reset();
        context.report(condition);
    }

    private void reopen(boolean atOnce) {
        hangUp();
        if (atOnce) backoff.reset();
        else backoff.notAtOnce();
        seekLater();
    }
}
