package perihost.payment.smartro.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;
import perihost.api.payment.OpenPayment;
import perihost.api.payment.OpenVoid;
import perihost.api.payment.PaymentJournal;
import perihost.api.payment.PaymentRequest;
import perihost.api.payment.VoidRequest;
import perihost.payment.smartro.protocol.FrameDecoder;
import perihost.payment.smartro.protocol.Token;

/** A session with time that passes by hand, and what it does, in order. */
final class Scene {
    static final Instant START = Instant.parse("2026-01-26T03:34:56Z"); // 12:34:56 in Korea
    static final Settings SETTINGS = settings();

    final List<Object> told = new ArrayList<>();
    final List<String> sent = new ArrayList<>();
    final Map<String, String> notes = new LinkedHashMap<>();
    private final List<Due> later = new ArrayList<>();
    private final FrameDecoder decoder = new FrameDecoder();
    private BiConsumer<Scene, Token> peer = (scene, token) -> {};
    Session session;
    boolean journalFails;
    boolean refusesNext; // no byte of what is written next is taken
    boolean reopens; // a line is there again when one is asked for
    private boolean lineUp;
    private Duration up = Duration.ZERO;
    private Instant epoch = START;

    private record Due(Duration at, Runnable task) {}

    Scene() {
        Moment before = new Moment(seconds(-60), START.minusSeconds(60)); // what another run did is long over
        session = new Session("terminal_test", SETTINGS, () -> 0, before);
    }

    private static Settings settings() {
        return new Settings(
                "",
                Set.of("card", "rf", "van", "link"),
                seconds(3),
                seconds(4),
                Duration.ofMillis(300),
                seconds(60),
                seconds(60),
                seconds(8),
                seconds(10),
                seconds(90));
    }

    static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }

    Moment now() {
        return new Moment(up, epoch.plus(up));
    }

    Duration up() {
        return up;
    }

    /** The time in Korea. */
    LocalDateTime korea() {
        return TerminalClock.korean(now().clock());
    }

    /** Somebody at the other end, who is told each token that the host sends. */
    Scene with(BiConsumer<Scene, Token> other) {
        peer = other;
        return this;
    }

    void later(Duration wait, Runnable task) {
        later.add(new Due(up.plus(wait), task));
    }

    /** The host is started again: a new session, the same journal. */
    void restart() {
        session = new Session("terminal_test", SETTINGS, () -> 0, now());
        lineUp = false;
    }

    void lineUp() {
        lineUp = true;
        session.seeking(now());
        session.up(now());
        carryOut();
    }

    void lineLost() {
        lineUp = false;
        session.lost("unplugged", Optional.empty(), now());
        carryOut();
    }

    boolean isUp() {
        return lineUp;
    }

    void hears(byte[]... pieces) {
        for (byte[] piece : pieces) {
            if (!lineUp) return;
            if (java.util.Arrays.equals(piece, Says.NAK)) sent.add("< NAK");
            session.bytes(ByteBuffer.wrap(piece), now());
            carryOut();
        }
    }

    void hears(char job, ByteBuffer data) {
        hears(Says.frame(korea(), job, data));
    }

    /** ACK and answer. */
    void answers(char job, ByteBuffer data) {
        hears(Says.ACK);
        hears(job, data);
    }

    void pass(Duration time) {
        Duration end = up.plus(time);
        while (step(end)) continue;
        up = end;
    }

    private boolean step(Duration end) {
        Optional<Due> mine = later.stream().min(Comparator.comparing(Due::at));
        Optional<Duration> due = session.due();
        Duration next = due.orElse(end.plusNanos(1));
        boolean first = mine.isPresent() && mine.get().at.compareTo(next) <= 0;
        Duration at = first ? mine.get().at : next;
        if (at.compareTo(end) > 0) return false;
        if (at.compareTo(up) > 0) up = at;
        if (first) {
            later.remove(mine.get());
            mine.get().task.run();
        } else {
            session.tick(now());
        }
        carryOut();
        return true;
    }

    private void carryOut() {
        for (List<Effect> effects = session.take(); !effects.isEmpty(); effects = session.take())
            effects.forEach(this::carryOut);
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Send send) send(send);
        else if (effect instanceof Effect.Report report) told.add(report.condition());
        else if (effect instanceof Effect.Tell<?> tell) tell.now();
        else if (effect instanceof Effect.Refuse refuse) refuse.now();
        else reopen();
    }

    private void send(Effect.Send send) {
        if (!lineUp) return;
        if (refusesNext) {
            refusesNext = false;
            lineUp = false;
            session.lost("unplugged", Optional.of(send), now());
            return;
        }
        sent.add(send.what());
        decoder.feed(send.bytes().duplicate(), token -> peer.accept(this, token));
    }

    private void reopen() {
        lineUp = false;
        told.add("reopen");
        if (reopens)
            later(seconds(1), () -> {
                if (!lineUp) lineUp();
            });
    }

    PaymentJournal journal() {
        return more -> {
            if (journalFails) throw new DeviceException(ErrorCode.PROCESSING_ERROR, "the journal cannot be written");
            notes.putAll(more);
        };
    }

    void start(long amountWon) {
        start("c1", amountWon);
    }

    void start(String id, long amountWon) {
        session.start(new PaymentRequest(id, amountWon), journal(), now()).whenComplete((started, failure) -> {
            told.add(failure == null ? "started" : code(failure));
            if (failure == null) note(started.outcome());
        });
        carryOut();
        pass(Duration.ZERO);
    }

    void settle(long amountWon) {
        settle("c1", amountWon);
    }

    void settle(String id, long amountWon) {
        note(session.settle(new OpenPayment(new PaymentRequest(id, amountWon), START, notes), journal(), now()));
        carryOut();
        pass(Duration.ZERO);
    }

    void undo(VoidRequest request) {
        session.undo(request, journal(), now()).whenComplete((started, failure) -> {
            told.add(failure == null ? "started" : code(failure));
            if (failure == null) note(started.outcome());
        });
        carryOut();
        pass(Duration.ZERO);
    }

    void settleUndo(VoidRequest request) {
        note(session.settle(new OpenVoid(request, START, notes), journal(), now()));
        carryOut();
        pass(Duration.ZERO);
    }

    /** Asks for something that is answered at once. */
    <T> void ask(BiFunction<Session, Moment, CompletionStage<T>> question) {
        note(question.apply(session, now()));
        carryOut();
        pass(Duration.ZERO);
    }

    void cancel() {
        noteDone("cancelled", session.cancel(now()));
    }

    void reset() {
        noteDone("reset", session.reset(now()));
    }

    void check() {
        noteDone("checked", session.check(now()));
    }

    private void noteDone(String what, CompletionStage<Void> stage) {
        stage.whenComplete((nothing, failure) -> told.add(failure == null ? what : code(failure)));
        carryOut();
        pass(Duration.ZERO);
    }

    private void note(CompletionStage<?> stage) {
        stage.whenComplete((value, failure) -> told.add(failure == null ? value : code(failure)));
    }

    private static Object code(Throwable failure) {
        return ((DeviceException) failure).code();
    }

    List<Object> news() {
        List<Object> news = List.copyOf(told);
        told.clear();
        return news;
    }

    /** What was sent since this was asked last, each by its name. */
    List<String> sent() {
        List<String> names = List.copyOf(sent);
        sent.clear();
        return names;
    }

    /** A terminal that is there, well, and keeps this as its last approval; nothing more is told of that. */
    Scene ready(ByteBuffer last) {
        lineUp();
        answers('a', Says.well());
        answers('v', Says.versions());
        answers('l', last);
        news();
        sent();
        return this;
    }
}
