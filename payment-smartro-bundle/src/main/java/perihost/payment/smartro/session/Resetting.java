package perihost.payment.smartro.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.payment.smartro.protocol.Job;

/** Reboots the terminal: {@code R}, and {@code A} until it is back; over losses of the line (10.1). */
final class Resetting implements Work {
    private static final Duration LIMIT = Duration.ofMillis(3900); // the host's is 4 s
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration TO_BOOT = Duration.ofSeconds(60);

    private final Desk desk;
    private Optional<CompletableFuture<Void>> asked = Optional.empty();
    private Turn.Timer limit;
    private boolean wanted;
    private Startup boot;

    Resetting(Desk desk) {
        this.desk = desk;
        this.limit = desk.turn().none();
        this.boot = new Startup(desk, true);
    }

    /** @param booting it has been told to the terminal already */
    CompletableFuture<Void> ask(boolean booting) {
        refuse("another reset was asked for");
        CompletableFuture<Void> stage = new CompletableFuture<>();
        asked = Optional.of(stage);
        limit = desk.turn().after(LIMIT, () -> refuse("the terminal is not back yet"));
        wanted |= !booting;
        return stage;
    }

    /** Whether it has yet to be told to the terminal. */
    boolean isWanted() {
        return wanted;
    }

    void begin() {
        wanted = false;
        Ask ask = Ask.of(desk.exchange().frame(Job.RESET), Desk.QUICK_ACK, Desk.QUICK_ANSWER);
        desk.exchange().ask(ask.unanswered(), reply -> {
            if (reply instanceof Reply.Acknowledged) booting();
            else notTaken();
        });
    }

    private void notTaken() {
        refuse("the terminal did not take the reset");
        desk.course().silent(false);
    }

    private void booting() {
        desk.course().booting();
        boot = new Startup(desk, true);
        boot.beginAfter(PAUSE, TO_BOOT);
    }

    @Override
    public void lost(boolean unwritten) {
        boot.lost(unwritten);
    }

    /** The terminal is back, and its condition has been reported. */
    void back(Condition condition) {
        if (wanted) return;
        if (condition.state() != DeviceState.READY) {
            refuse(condition.reason());
            return;
        }
        limit.cancel();
        asked.ifPresent(stage -> desk.turn().emit(new Effect.Tell<>(stage, null)));
        asked = Optional.empty();
    }

    private void refuse(String why) {
        limit.cancel();
        asked.ifPresent(stage -> desk.turn().refuse(stage, new DeviceException(ErrorCode.PAYMENT_RESET_FAILED, why)));
        asked = Optional.empty();
    }
}
