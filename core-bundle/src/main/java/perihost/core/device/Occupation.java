package perihost.core.device;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** Who has a device: one operation at most, for which it is kept free before it begins. */
final class Occupation {
    private static final Optional<Operation> NONE = Optional.empty();

    private final AtomicReference<Optional<Operation>> operation = new AtomicReference<>(NONE);
    private Optional<CompletableFuture<Void>> idle = Optional.empty(); // owned by the core thread

    private record Operation(String commandId, boolean begun) {}

    /** Keeps the device for a command's operation. False: another one has it. Any thread. */
    boolean reserve(String commandId) {
        return operation.compareAndSet(NONE, Optional.of(new Operation(commandId, false)));
    }

    /** The operation begins, for everybody to see. */
    void begin() {
        operation.updateAndGet(now -> now.map(o -> new Operation(o.commandId, true)));
    }

    /** The device is free, if it was this command that had it; who waits for that hears of it by {@link #tell}. */
    boolean end(String commandId) {
        Optional<Operation> now = operation.get();
        boolean has = now.filter(o -> o.commandId.equals(commandId)).isPresent();
        return has && operation.compareAndSet(now, NONE);
    }

    /** The operation's command, before it begins too. Any thread. */
    Optional<String> commandId() {
        return operation.get().map(Operation::commandId);
    }

    /** Whether no operation runs or is about to. Any thread. */
    boolean isFree() {
        return operation.get().isEmpty();
    }

    /** Whether an operation runs. Any thread. */
    boolean isBegun() {
        return operation.get().filter(Operation::begun).isPresent();
    }

    /** Completes, on the core thread, when the device is free, and all of the operation's end has been told. */
    CompletionStage<Void> idle() {
        if (isFree()) return CompletableFuture.completedFuture(null);
        if (idle.isEmpty()) idle = Optional.of(new CompletableFuture<>());
        return idle.get();
    }

    /** All of the operation's end has been told. */
    void tell() {
        idle.ifPresent(waiting -> waiting.complete(null));
        idle = Optional.empty();
    }
}
