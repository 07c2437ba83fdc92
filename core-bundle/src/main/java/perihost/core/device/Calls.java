package perihost.core.device;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.device.Device;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;
import perihost.core.CoreThread;

/**
 * The calls into one driver: each is made on its owner thread, has a time limit, and ends once, on the core thread. On
 * the core thread, the marked parts excepted.
 */
final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private final String deviceId;
    private final CoreThread core;
    private final OwnerThread owner;
    private final DeviceLines lines;
    private final HeldDriver driver;
    private final Hearing hearing;
    private final Set<CompletableFuture<?>> calls = new HashSet<>();
    private Optional<Newest<Runnable>> inCall = Optional.empty(); // owned by the owner thread: said before the stage

    Calls(String deviceId, CoreThread core, OwnerThread owner, DeviceLines lines, HeldDriver driver, Hearing hearing) {
        this.deviceId = deviceId;
        this.core = core;
        this.owner = owner;
        this.lines = lines;
        this.driver = driver;
        this.hearing = hearing;
    }

    /**
     * Calls the driver, on its owner thread.
     *
     * @param limit  how long until its stage must have completed; empty: as long as it needs. The method itself must have
     *               returned within it, or within {@link Binding#TO_RUN}.
     * @param outcomeFirst what the driver reports before its method returns is seen after the stage that it returns
     * @return completes on the core thread, never with null but for a stage of Void; fails with what the driver threw, with
     *         {@link TimeoutException}, or with {@link DriverGone} when the driver went or was opened anew
     */
    <T> CompletableFuture<T> call(
            Optional<Duration> limit, boolean outcomeFirst, Function<Device, CompletionStage<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        calls.add(result);
        long number = owner.ask(limit.orElse(Binding.TO_RUN), () -> enter(result, outcomeFirst, work));
        Optional<Future<?>> timer = limit.map(l -> core.after(l, () -> timeOut(result, number, l)));
        result.whenComplete((value, failure) -> {
            timer.ifPresent(t -> t.cancel(false));
            calls.remove(result);
        });
        return result;
    }

    /** All calls that run end: the driver went, or is opened anew. */
    void fail() {
        Set.copyOf(calls).forEach(c -> c.completeExceptionally(new DriverGone()));
    }

    /** The driver says something; in a call whose outcome is to be seen first, that waits for it. Any thread. */
    void said(Runnable report) {
        if (owner.isCurrent() && inCall.isPresent()) inCall.get().add(report);
        else report.run();
    }

    private <T> void enter(
            CompletableFuture<T> result,
            boolean outcomeFirst,
            Function<Device, CompletionStage<T>> work) { // owner thread
        if (result.isDone()) return; // told to have failed: must not happen any more
        if (outcomeFirst) inCall = Optional.of(new Newest<>());
        try {
            if (lines.barred()) throw new NotBegun();
            work.apply(driver.opened()).whenComplete((value, failure) -> end(result, value, failure));
        } catch (Throwable t) { // a driver may throw anything
            end(result, null, t);
        } finally {
            List<Runnable> said = inCall.map(Newest::all).orElse(List.of());
            inCall = Optional.empty();
            said.forEach(Runnable::run);
        }
    }

    private <T> void end(CompletableFuture<T> result, T value, Throwable failure) { // any thread
        hearing.end(() -> {
            boolean first = failure == null ? result.complete(value) : result.completeExceptionally(refusal(failure));
            if (!first) LOG.warn("{}: a late answer of its driver is dropped", deviceId);
        });
    }

    /** What a driver may say; other codes are the host's own, so one of them is a fault. */
    private static Throwable refusal(Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        boolean hosts = failure instanceof DeviceException e
                && e.code().beforeDevice()
                && e.code() != ErrorCode.INVALID_PAYLOAD;
        return hosts ? new IllegalStateException("a code that is not a driver's to use", failure) : failure;
    }

    private void timeOut(CompletableFuture<?> call, long number, Duration limit) {
        call.completeExceptionally(new TimeoutException("no answer within " + limit.toMillis() + " ms"));
        lines.stop(number);
    }
}
