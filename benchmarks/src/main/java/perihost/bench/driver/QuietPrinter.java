package perihost.bench.driver;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import perihost.api.device.Condition;
import perihost.api.device.DeviceContext;
import perihost.api.printer.PrintJob;
import perihost.api.printer.PrintOutcome;
import perihost.api.printer.Printer;
import perihost.api.printer.PrinterCapabilities;

/** A printer of which nothing is to be said: READY, and done with all at once. */
class QuietPrinter implements Printer {
    @Override
    public void open(DeviceContext context) {
        context.report(Condition.ready());
    }

    @Override
    public void close() {
        // nothing is held
    }

    @Override
    public CompletionStage<PrintOutcome> print(PrintJob job) {
        return CompletableFuture.completedFuture(new PrintOutcome.Printed());
    }

    @Override
    public CompletionStage<Void> reset() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public PrinterCapabilities capabilities() {
        return new PrinterCapabilities(false, false, true, Map.of());
    }
}
