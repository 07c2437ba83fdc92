package perihost.printer.escpos;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.device.DeviceContext;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceExecutor.Timer;
import perihost.api.device.ErrorCode;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;
import perihost.api.printer.PrintFailure;
import perihost.api.printer.PrintJob;
import perihost.api.printer.PrintOutcome;
import perihost.api.printer.PrintOutcome.NotPrinted;
import perihost.api.printer.PrintOutcome.Printed;

/** Printing, from one opening of the device to its closing: one job at a time on one {@link Connection}. */
final class PrinterSession {
    private static final Logger LOG = LoggerFactory.getLogger(PrinterSession.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final EscposSettings settings;
    private final DeviceContext context;
    private final LongSupplier nanoTime;
    private final Connection connection;
    private Optional<Delivery> delivery = Optional.empty();
    private Timer nextAttempt = () -> {};

    PrinterSession(EscposSettings settings, DeviceContext context, Backoff backoff, LongSupplier nanoTime) {
        this.settings = settings;
        this.context = context;
        this.nanoTime = nanoTime;
        this.connection = new Connection(settings, context, backoff, nanoTime);
    }

    /** Begins to seek the printer. Returns at once. */
    void start() {
        connection.start();
    }

    CompletionStage<PrintOutcome> print(PrintJob job) {
        if (delivery.isPresent())
            return CompletableFuture.failedFuture(
                    new DeviceException(ErrorCode.DEVICE_NOT_READY, "another job is being printed"));
        connection.reserve();
        Delivery begun = new Delivery(job, nanoTime, settings.writeTimeout());
        delivery = Optional.of(begun);
        LOG.debug("{}: job {}, {} bytes", context.deviceId(), job.jobId(), job.size());
        attemptAfter(Duration.ZERO, begun); // not here: the host must hold the stage before a condition follows it (D5)
        return begun.outcome();
    }

    CompletionStage<Void> reset() {
        nextAttempt.cancel();
        delivery.ifPresent(d -> d.end(d.notPrinted(PrintFailure.LINE_LOST, "the printer was reset")));
        delivery = Optional.empty();
        return connection.reset();
    }

    /** Lets go of the line. A job in hand is the host's to end. */
    void close() {
        nextAttempt.cancel();
        connection.hangUp();
    }

    private void attemptAfter(Duration pause, Delivery job) {
        nextAttempt = context.executor().after(pause, () -> attempt(job));
    }

    /** Sends the job, on the line that is open or on a new one. Blocks as long as the job may take, at most. */
    private void attempt(Delivery job) {
        Optional<Line> open = connection.line();
        boolean stale = open.isPresent();
        try {
            if (open.isEmpty()) {
                job.trying();
                open = Optional.of(connection.open(job.within(settings.connectTimeout())));
            }
            Line line = open.get();
            job.deliver(line, line.duplex() ? () -> connection.drain(line) : () -> {});
        } catch (LineException e) {
            connection.hangUp();
            if (!mayTryAgain(job, open.isPresent(), e.kind())) fail(job, failure(open.isPresent(), e.kind()), e);
            else if (stale) attempt(job); // it was lost while nobody looked
            else attemptAfter(BETWEEN_TRIES, job);
            return;
        }
        end(job, new Printed());
        connection.printed();
    }

    /** Only a connection is tried again, never a byte (F4). */
    private static boolean mayTryAgain(Delivery job, boolean opened, Kind kind) {
        return job.mayTryAgain() && (opened ? kind == Kind.LOST : kind == Kind.UNAVAILABLE || kind == Kind.TIMEOUT);
    }

    private static PrintFailure failure(boolean opened, Kind kind) {
        if (!opened) return PrintFailure.OFFLINE;
        return kind == Kind.TIMEOUT ? PrintFailure.TIMEOUT : PrintFailure.LINE_LOST;
    }

    private void fail(Delivery job, PrintFailure failure, LineException e) {
        NotPrinted outcome = job.notPrinted(failure, e.getMessage());
        LOG.debug("{}: not printed, {} of {} bytes taken", context.deviceId(), outcome.bytesAccepted(), job.size(), e);
        end(job, outcome);
        connection.failed(failure, e.getMessage());
    }

    /** The outcome first, then the conditions that follow from it (D5). */
    private void end(Delivery job, PrintOutcome outcome) {
        delivery = Optional.empty();
        job.end(outcome);
    }
}
