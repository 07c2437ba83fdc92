package perihost.core;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import perihost.api.device.Condition;
import perihost.api.device.DeviceContext;
import perihost.api.printer.PrintJob;
import perihost.api.printer.PrintOutcome;
import perihost.api.printer.Printer;
import perihost.api.printer.PrinterCapabilities;

/** A driver that does what the test says. */
public class ScriptedPrinter implements Printer {
    public final List<String> printed = new CopyOnWriteArrayList<>();
    public final LinkedBlockingQueue<String> began = new LinkedBlockingQueue<>();
    public final LinkedBlockingQueue<DeviceContext> openings = new LinkedBlockingQueue<>();
    public volatile Function<PrintJob, CompletionStage<PrintOutcome>> work =
            job -> CompletableFuture.completedFuture(new PrintOutcome.Printed());
    public volatile Thread owner;
    public volatile DeviceContext context;

    @Override
    public void open(DeviceContext given) throws Exception {
        owner = Thread.currentThread();
        context = given;
        given.report(Condition.ready());
        openings.add(given);
    }

    /** One of its own tasks throws: the host closes it and opens it anew. */
    public void fault() {
        context.executor().execute(() -> {
            throw new IllegalStateException("a fault of the driver");
        });
    }

    @Override
    public void close() {}

    @Override
    public CompletionStage<PrintOutcome> print(PrintJob job) {
        printed.add(job.jobId());
        began.add(job.jobId());
        return work.apply(job);
    }

    @Override
    public CompletionStage<Void> reset() {
        context.report(Condition.ready());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public PrinterCapabilities capabilities() {
        return new PrinterCapabilities(false, false, false, Map.of("columns", "48"));
    }
}
