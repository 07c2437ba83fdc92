package perihost.core.command;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import perihost.api.device.Device;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceType;
import perihost.core.CoreThread;
import perihost.core.device.ManagedDevice;
import perihost.core.device.ManagedDevice.Ending;
import perihost.core.device.ManagedDevice.Told;

/**
 * What commands of all kinds of devices do alike, on the core thread: begin and end an operation, call a driver.
 *
 * @param ledger  what is written
 * @param devices finds them
 * @param core    the thread that owns the devices
 */
record Acts(Ledger ledger, Devices devices, CoreThread core) {
    /** How long a driver may take for a call that the client's answer waits for (B6). */
    static final Duration CALL = Duration.ofMillis(4_300);

    private static final Duration LATEST = Duration.ofMillis(4_600); // before the dispatcher's 4.8 s
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** The device that a command is for. Any thread. @throws DeviceException {@code DEVICE_NOT_FOUND} */
    ManagedDevice device(DeviceType type, Asked asked) {
        return devices.choose(type, asked.command());
    }

    /** Does a command's work with its device; what that throws is the answer. Any thread. */
    void on(DeviceType type, Asked asked, BiConsumer<Asked, ManagedDevice> work) {
        ManagedDevice device = device(type, asked);
        core.execute(() -> asked.attempt(() -> work.accept(asked, device)));
    }

    /**
     * Begins an operation: the device is kept free for it, the command is on disk, then the device is told, or nothing
     * has happened (C3). Any thread.
     *
     * @param result the answer, if it is known before the device is told
     * @param more   what settling the operation after a crash needs
     * @param work   tells the device; given the answer's time
     */
    void begin(
            Asked asked,
            ManagedDevice device,
            Optional<Map<String, String>> result,
            Map<String, String> more,
            LongConsumer work) {
        device.reserve(asked.id());
        ledger.accept(asked.command(), device, result, more).whenComplete(CoreThread.guarded((time, failure) -> {
            if (failure != null) {
                device.release(asked.id());
                asked.fail(Failures.cause(failure));
            } else if (asked.isAnswered() || !device.begin()) {
                device.release(asked.id());
                ledger.voided(asked.id());
                asked.fail(device.notReady());
            } else {
                work.accept(time);
            }
        }));
    }

    /**
     * Ends an operation: how it ended is on disk, then it is told.
     *
     * @param fault its driver must not be trusted to be well
     */
    void end(ManagedDevice device, Ending ending, boolean fault) {
        Told told = device.conclude(ending);
        ledger.ended(told, Map.of())
                .thenRun(() -> CoreThread.guard(() -> {
                    device.end(told);
                    if (fault) device.recover();
                }));
    }

    /**
     * Calls the driver for an answer, while nothing else is asked of the device.
     *
     * @param done given the driver's answer
     */
    <D extends Device, T> void callAlone(
            Asked asked, ManagedDevice device, Class<D> kind, Function<D, CompletionStage<T>> work, Consumer<T> done) {
        device.reserve(asked.id());
        Runnable release = () -> device.release(asked.id());
        call(asked, device, kind, work, after(release, done), release);
    }

    /**
     * The same of a device in ERROR or HUNG, where its driver may be settling a payment; see {@link #callGently}.
     *
     * @param done given the driver's answer
     */
    <D extends Device, T> void callInTrouble(
            Asked asked,
            ManagedDevice device,
            Class<D> kind,
            Function<D, CompletionStage<T>> work,
            Consumer<T> done,
            DeviceException late) {
        device.reserveAnyway(asked.id());
        Runnable release = () -> device.release(asked.id());
        callGently(asked, device, kind, work, after(release, done), release, late);
    }

    private static <T> Consumer<T> after(Runnable first, Consumer<T> then) {
        return value -> {
            first.run();
            then.accept(value);
        };
    }

    /**
     * Calls the driver for an answer, whatever runs. One that does not answer in time is HUNG, one that throws what it
     * should not is in ERROR; what it refuses is the command's failure.
     *
     * @param done given the driver's answer
     * @param undo run before the command fails
     */
    <D extends Device, T> void call(
            Asked asked,
            ManagedDevice device,
            Class<D> kind,
            Function<D, CompletionStage<T>> work,
            Consumer<T> done,
            Runnable undo) {
        answered(asked, device, device.ask(Optional.of(left(asked)), kind, work), done, undo);
    }

    /**
     * The same, while the driver may be in the middle of a payment: when it has not answered in time that is the command's
     * failure, and it is left alone. One that is really stuck is found by who watches its thread.
     *
     * @param late how the command fails when it takes too long
     */
    <D extends Device, T> void callGently(
            Asked asked,
            ManagedDevice device,
            Class<D> kind,
            Function<D, CompletionStage<T>> work,
            Consumer<T> done,
            Runnable undo,
            DeviceException late) {
        asked.whenLate(() -> asked.fail(late)); // what comes after the driver's answer may take too long as well
        CompletableFuture<T> answer = device.ask(Optional.empty(), kind, work);
        Future<?> timer = core.after(left(asked), () -> answer.completeExceptionally(late));
        answer.whenComplete((value, failure) -> timer.cancel(false));
        answered(asked, device, answer, done, undo);
    }

    private static <T> void answered(
            Asked asked, ManagedDevice device, CompletableFuture<T> answer, Consumer<T> done, Runnable undo) {
        answer.whenComplete(CoreThread.guarded((value, failure) -> {
            if (failure == null) {
                asked.attempt(() -> done.accept(value));
                return;
            }
            if (failure instanceof TimeoutException) device.hang("the device did not answer in time");
            else if (!(failure instanceof DeviceException)) device.fault("its driver failed");
            undo.run();
            asked.fail(failure);
        }));
    }

    /** What is left for a call, so that it has ended before its command is answered for having taken too long. */
    private Duration left(Asked asked) {
        Duration left = LATEST.minus(core.passed(asked.since()));
        if (left.compareTo(CALL) > 0) return CALL;
        return left.compareTo(SHORTEST) > 0 ? left : SHORTEST;
    }
}
