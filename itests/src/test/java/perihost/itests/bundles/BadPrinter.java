package perihost.itests.bundles;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import perihost.api.device.Condition;
import perihost.api.device.DeviceContext;
import perihost.api.printer.PrintFailure;
import perihost.api.printer.PrintJob;
import perihost.api.printer.PrintOutcome;
import perihost.api.printer.Printer;
import perihost.api.printer.PrinterCapabilities;

/** A driver that breaks its promises in one way, and keeps the others. */
final class BadPrinter implements Printer {
    /** What it does wrong. */
    enum Way {
        THROWS_IN_OPEN,
        BLOCKS_IN_OPEN,
        THROWS_IN_PRINT,
        BLOCKS_IN_PRINT,
        NEVER_COMPLETES,
        RETURNS_NULL,
        COMPLETES_TWICE,
        COMPLETES_WITH_NULL,
        FAILS_TO_LINK,
        BLOCKS_IN_CAPABILITIES,
        BLOCKS_IN_CLOSE
    }

    private final Way way;
    private final CountDownLatch released;

    /** @param released ends its blocking, which no interrupt does */
    BadPrinter(Way way, CountDownLatch released) {
        this.way = way;
        this.released = released;
    }

    @Override
    public void open(DeviceContext context) {
        if (way == Way.THROWS_IN_OPEN) throw new IllegalStateException("open is broken");
        if (way == Way.BLOCKS_IN_OPEN) block();
        context.report(Condition.ready());
    }

    @Override
    public void close() {
        if (way == Way.BLOCKS_IN_CLOSE) block();
    }

    @Override
    public CompletionStage<PrintOutcome> print(PrintJob job) {
        CompletableFuture<PrintOutcome> done = new CompletableFuture<>();
        switch (way) {
            case THROWS_IN_PRINT -> throw new IllegalArgumentException("print is broken");
            case FAILS_TO_LINK -> throw new NoClassDefFoundError("a/class/that/was/forgotten");
            case BLOCKS_IN_PRINT -> block();
            case RETURNS_NULL -> {
                return null;
            }
            case NEVER_COMPLETES -> {
                return done;
            }
            case COMPLETES_TWICE -> {
                return new Twice();
            }
            case COMPLETES_WITH_NULL -> done.complete(null);
            default -> done.complete(new PrintOutcome.Printed());
        }
        return done;
    }

    @Override
    public CompletionStage<Void> reset() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public PrinterCapabilities capabilities() {
        if (way == Way.BLOCKS_IN_CAPABILITIES) block();
        return new PrinterCapabilities(false, false, true, Map.of());
    }

    /** A stage that is no good: it tells two outcomes to whoever asks, in whatever way. */
    private static final class Twice extends CompletableFuture<PrintOutcome> {
        private static final PrintOutcome FIRST = new PrintOutcome.Printed();
        private static final PrintOutcome SECOND = new PrintOutcome.NotPrinted(PrintFailure.OFFLINE, "once more", 0);

        @Override
        public CompletableFuture<PrintOutcome> whenComplete(BiConsumer<? super PrintOutcome, ? super Throwable> told) {
            told.accept(FIRST, null);
            told.accept(SECOND, null);
            return this;
        }

        @Override
        public <U> CompletableFuture<U> handle(BiFunction<? super PrintOutcome, Throwable, ? extends U> told) {
            CompletableFuture<U> first = completedFuture(told.apply(FIRST, null));
            told.apply(SECOND, null);
            return first;
        }

        @Override
        public <U> CompletableFuture<U> thenApply(Function<? super PrintOutcome, ? extends U> told) {
            return handle((outcome, failure) -> told.apply(outcome));
        }
    }

    private void block() {
        boolean interrupted = true;
        while (interrupted) {
            try {
                released.await();
                interrupted = false;
            } catch (InterruptedException e) {
                interrupted = true; // it blocks whatever it is told: that is its fault
            }
        }
    }
}
