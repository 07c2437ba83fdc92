package perihost.payment.smartro.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.FrameDecoder;
import perihost.payment.smartro.protocol.Job;
import perihost.payment.smartro.protocol.Token;
import perihost.payment.smartro.session.Reply.Why;

/**
 * One request at a time, its ACK and its answer, whatever happens to either (docs/protocols/smartro.md, 4 and 6.3). A
 * request that waits for its answer may be covered by another one, and waits on below it: {@code E} during {@code B}.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();
    private static final ByteBuffer ACK = ByteBuffer.wrap(new byte[] {0x06}).asReadOnlyBuffer();
    private static final ByteBuffer NAK = ByteBuffer.wrap(new byte[] {0x15}).asReadOnlyBuffer();
    private static final Duration COVERED = Duration.ofSeconds(1);
    private static final int MOST_BROKEN = 3;

    private final String id;
    private final Turn turn;
    private final Settings settings;
    private final Listener listener;
    private final Map<Character, Frame> last = new HashMap<>(); // by job: 26 at most
    private FrameDecoder decoder = new FrameDecoder();
    private Optional<Asked> current = Optional.empty();
    private Optional<Asked> covered = Optional.empty();
    private boolean up;
    private boolean nakOwed;
    private Turn.Timer silence;

    /** Told what nobody asked for. */
    interface Listener {
        /**
         * Keeps what must be on disk before this answer is acknowledged; false: it could not, the answer was not heard.
         *
         * @param asked a request is waiting for it
         */
        boolean keeps(Frame answer, boolean asked);

        /** An answer that was acknowledged and that no request was waiting for. */
        void late(Frame answer);

        /** A card did something. */
        void event(char code);

        /** Something was not heard, or not answered in time: a card may have done something that nobody was told. */
        void unheard();
    }

    private final class Asked {
        final Ask ask;
        Asker asker;
        int sent;
        boolean acked;
        int broken;
        Turn.Timer timer = turn.none();

        Asked(Ask ask, Asker asker) {
            this.ask = ask;
            this.asker = asker;
        }

        void send() {
            sent++;
            timer.cancel();
            Exchange.this.send(ask.frame());
            timer = turn.after(ask.ack(), () -> unacknowledged(this));
        }

        void await(Duration time) {
            timer.cancel();
            timer = turn.after(time, () -> unanswered(this));
        }
    }

    Exchange(String id, Turn turn, Settings settings, Listener listener) {
        this.id = id;
        this.turn = turn;
        this.settings = settings;
        this.listener = listener;
        this.silence = turn.none();
    }

    /** A line was opened. */
    void up() {
        up = true;
        decoder = new FrameDecoder();
    }

    /** The line is gone: requests end without a word. */
    void down() {
        forget();
        up = false;
        nakOwed = false;
        silence.cancel();
    }

    boolean isUp() {
        return up;
    }

    /** Whether a request is on its way. */
    boolean isBusy() {
        return current.isPresent();
    }

    /** Whether the request on its way has been acknowledged: nobody's ACK but its answer is missing. */
    boolean isAcked() {
        return current.filter(a -> a.acked).isPresent();
    }

    /** Whether these bytes are the request on its way, sent for the first time or after refusals alone. */
    boolean isRequest(Effect.Send sent) {
        return current.filter(a -> a.ask.frame().bytes().equals(sent.bytes())).isPresent();
    }

    /** A frame of now. */
    Frame frame(Job job, ByteBuffer data) {
        LocalDateTime time = LocalDateTime.ofInstant(turn.now().clock(), TerminalClock.KOREA);
        return Frame.of(settings.terminalId(), time, job.code(), data);
    }

    /** A frame of now, without DATA. */
    Frame frame(Job job) {
        return frame(job, NOTHING);
    }

    /** Sends a request. One that waits for its answer is covered. */
    void ask(Ask ask, Asker asker) {
        if (!up) throw new IllegalStateException("there is no line");
        if (covered.isPresent() || current.isPresent() && !current.get().acked)
            throw new IllegalStateException("a request is on its way");
        covered = current;
        Asked asked = new Asked(ask, asker);
        current = Optional.of(asked);
        asked.send();
    }

    /** What is on its way ends without anybody's being told, but for what is to be done then. */
    void mute(Runnable then) {
        current.ifPresent(a -> a.asker = reply -> then.run());
    }

    /** Requests end without a word. */
    void forget() {
        current.ifPresent(a -> a.timer.cancel());
        covered.ifPresent(a -> a.timer.cancel());
        current = Optional.empty();
        covered = Optional.empty();
    }

    /** Nobody waits any more for the request that was asked for so, and for what covers it: they end without a word. */
    void release(Asker asker) {
        covered = without(covered, asker);
        current = without(current, asker);
        mute(() -> {});
    }

    private static Optional<Asked> without(Optional<Asked> asked, Asker asker) {
        asked.filter(a -> a.asker == asker).ifPresent(a -> a.timer.cancel());
        return asked.filter(a -> a.asker != asker);
    }

    /** What covers a request ends without a word; the request goes on. */
    void uncover() {
        if (covered.isEmpty()) return;
        current.ifPresent(a -> a.timer.cancel());
        current = covered;
        covered = Optional.empty();
    }

    /** Bytes of the terminal's, cut anywhere. */
    void onBytes(ByteBuffer in) {
        decoder.feed(in, this::onToken);
        silence.cancel();
        if (up) silence = turn.after(settings.bytes(), this::onSilence);
    }

    private void onSilence() {
        decoder.silent(this::onToken);
        if (!nakOwed) return;
        nakOwed = false;
        nak();
    }

    private void onToken(Token token) {
        if (!up) return; // what came before made us hang up
        if (token instanceof Token.Ack) onAck();
        else if (token instanceof Token.Nak) onNak();
        else if (token instanceof Token.Whole whole) onFrame(whole.frame());
        else onBroken((Token.Broken) token);
    }

    private void onAck() {
        Optional<Asked> waiting = current.filter(a -> !a.acked);
        if (waiting.isEmpty()) {
            LOG.debug("{}: ACK of nothing", id);
            return;
        }
        Asked asked = waiting.get();
        asked.acked = true;
        asked.await(asked.ask.answer());
        asked.asker.acknowledged();
        if (asked.ask.answers().isEmpty()) end(asked, new Reply.Acknowledged());
    }

    private void onNak() {
        Optional<Asked> refused = current.filter(a -> !a.acked);
        LOG.debug(
                "{}: NAK of {}", id, refused.map(a -> a.ask.frame().toString()).orElse("nothing"));
        refused.ifPresent(a -> {
            if (a.sent < a.ask.sendings()) a.send();
            else end(a, new Reply.Failure(Why.NAK, a.sent));
        });
    }

    private void onFrame(Frame frame) {
        LOG.debug("{}: < {}", id, frame);
        if (frame.isEvent()) onEvent(frame);
        else if (frame.isAnswer()) onAnswer(frame);
        else LOG.warn("{}: the line echoes: {}", id, frame);
    }

    private void onEvent(Frame frame) {
        if (!frame.data().hasRemaining()) return;
        restart(current);
        restart(covered);
        listener.event((char) Byte.toUnsignedInt(frame.data().get(0)));
    }

    private static void restart(Optional<Asked> waiting) {
        waiting.filter(a -> a.acked).ifPresent(a -> a.ask.event().ifPresent(a::await));
    }

    private void onAnswer(Frame frame) {
        nakOwed = false;
        Optional<Asked> asked =
                current.filter(a -> a.ask.isAnsweredBy(frame)).or(() -> covered.filter(a -> a.ask.isAnsweredBy(frame)));
        if (!listener.keeps(frame, asked.isPresent())) return;
        turn.emit(new Effect.Send(ACK.duplicate(), "ACK"));
        Optional<Frame> before = Optional.ofNullable(last.put(frame.job(), frame));
        if (asked.isPresent()) end(asked.get(), new Reply.Answer(frame));
        else if (before.filter(frame::equals).isPresent()) LOG.debug("{}: once more {}", id, frame);
        else listener.late(frame);
    }

    private void onBroken(Token.Broken broken) {
        LOG.debug("{}: < {}", id, broken);
        listener.unheard();
        if (broken.event()) return;
        if (broken.why() == Token.Why.BCC) nak();
        else nakOwed = true;
    }

    /** Asks for the terminal's frame again. An idle host does not. */
    private void nak() {
        if (current.isEmpty()) return;
        turn.emit(new Effect.Send(NAK.duplicate(), "NAK"));
        Asked asked = current.get();
        if (asked.acked && ++asked.broken >= MOST_BROKEN) end(asked, new Reply.Failure(Why.BROKEN, asked.sent));
    }

    private void unacknowledged(Asked asked) {
        if (asked.ask.repeats()) listener.unheard();
        if (asked.ask.repeats() && asked.sent < asked.ask.sendings()) asked.send();
        else end(asked, new Reply.Failure(Why.NO_ACK, asked.sent));
    }

    private void unanswered(Asked asked) {
        if (asked.ask.repeats()) listener.unheard();
        if (covered.filter(c -> c == asked).isPresent()) asked.await(COVERED);
        else end(asked, new Reply.Failure(Why.NO_ANSWER, asked.sent));
    }

    private void end(Asked asked, Reply reply) {
        asked.timer.cancel();
        if (covered.filter(c -> c == asked).isPresent()) {
            covered = Optional.empty();
        } else {
            current = covered;
            covered = Optional.empty();
        }
        asked.asker.accept(reply);
    }

    private void send(Frame frame) {
        turn.emit(new Effect.Send(frame.bytes(), frame.toString()));
    }
}
