package perihost.payment.smartro.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import perihost.api.device.DeviceException;

/** A call of the host's that is answered by one exchange with the terminal, or refused in time (B6). */
final class Question<T> implements Work {
    private static final Duration LIMIT = Duration.ofMillis(3900); // the host's is 4 s

    private final Desk desk;
    private final CompletableFuture<T> stage = new CompletableFuture<>();
    private final DeviceException silent;
    private final Turn.Timer limit;
    private boolean ended;

    /** @param silent how it is refused when the terminal does not answer */
    Question(Desk desk, DeviceException silent) {
        this.desk = desk;
        this.silent = silent;
        this.limit = desk.turn().after(LIMIT, this::unanswered);
    }

    CompletableFuture<T> stage() {
        return stage;
    }

    boolean isEnded() {
        return ended;
    }

    void answer(T value) {
        if (end()) desk.turn().emit(new Effect.Tell<>(stage, value));
    }

    void refuse(DeviceException why) {
        if (end()) desk.turn().refuse(stage, why);
    }

    /** The terminal did not answer. */
    void unanswered() {
        refuse(silent);
    }

    private boolean end() {
        limit.cancel();
        boolean first = !ended;
        ended = true;
        return first;
    }

    @Override
    public void lost(boolean unwritten) {
        unanswered();
    }

    @Override
    public void dropped() {
        unanswered();
    }

    @Override
    public void preempted() {
        unanswered();
    }
}
