package perihost.core.command;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import perihost.api.command.Command;

/** A command that waits for its answer. */
final class Asked {
    private final Command command;
    private final Clock clock;
    private final long since = System.nanoTime();
    private final CompletableFuture<Answer> reply = new CompletableFuture<>();
    private Optional<Runnable> whenLate = Optional.empty(); // owned by the core thread
    private volatile Optional<Throwable> refusal = Optional.empty();

    /** An OK answer: when it was first given, and its result. */
    record Answer(long timestampMs, Map<String, String> result) {}

    /** @param clock tells the time of the answer */
    Asked(Command command, Clock clock) {
        this.command = command;
        this.clock = clock;
    }

    Command command() {
        return command;
    }

    /** When it was asked, on {@link System#nanoTime}. */
    long since() {
        return since;
    }

    String id() {
        return command.commandId();
    }

    /** Completes once, with the answer or with why there is none. */
    CompletableFuture<Answer> reply() {
        return reply;
    }

    /** Whether the answer was given, early perhaps as it took too long (B6): then nothing must be begun any more. */
    boolean isAnswered() {
        return reply.isDone();
    }

    void ok(Map<String, String> result) {
        ok(clock.millis(), result);
    }

    void ok(long timestampMs, Map<String, String> result) {
        refusal.ifPresentOrElse(reply::completeExceptionally, () -> reply.complete(new Answer(timestampMs, result)));
    }

    /** It is certain that it will not be done: whatever is answered from now on, for being late too, is this failure. */
    void refuse(Throwable why) {
        refusal = Optional.of(why);
    }

    void fail(Throwable why) {
        reply.completeExceptionally(why);
    }

    /** From now on this is the answer when it takes too long, and not a failure. Core thread. */
    void whenLate(Runnable answer) {
        whenLate = Optional.of(answer);
    }

    /** It takes too long. Core thread. */
    void late() {
        whenLate.ifPresentOrElse(Runnable::run, () -> fail(new TimeoutException()));
    }

    /** Runs a part of the command's work; what it throws is the answer. */
    void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            fail(e);
        }
    }
}
