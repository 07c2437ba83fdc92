package perihost.core.command;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.command.Command;
import perihost.api.command.InvalidPayload;
import perihost.api.command.Payload;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;
import perihost.api.printer.PrintFailure;
import perihost.api.printer.PrintJob;
import perihost.api.printer.PrintOutcome;
import perihost.api.printer.PrintOutcome.NotPrinted;
import perihost.api.printer.Printer;
import perihost.api.printer.PrinterCapabilities;
import perihost.core.CoreThread;
import perihost.core.Texts;
import perihost.core.device.DriverGone;
import perihost.core.device.ManagedDevice;
import perihost.core.device.ManagedDevice.Ending;
import perihost.core.device.NotBegun;
import perihost.core.event.EventHub.News;

/** The commands of printers (F). A job is journaled, printed once, and ends in exactly one event. */
final class PrinterCommands {
    private static final Logger LOG = LoggerFactory.getLogger(PrinterCommands.class);
    private static final String JOB_COMPLETE = "printer_job_complete";
    private static final NotPrinted RESET = new NotPrinted(PrintFailure.LINE_LOST, "the job was ended by a reset", 0);
    private static final Duration TO_PRINT = Duration.ofSeconds(20);
    private static final long MS_PER_BYTE = 2;

    private final Acts acts;
    private final Map<String, CompletableFuture<PrintOutcome>> printing = new HashMap<>(); // by device; core thread

    PrinterCommands(Acts acts) {
        this.acts = acts;
    }

    List<Handler> handlers() {
        return List.of(
                Handler.act("printer_print", this::print, this::settle),
                Handler.query(
                        "printer_status_check",
                        asked -> asked.ok(Devices.status(acts.device(DeviceType.PRINTER, asked)))),
                Handler.query("printer_reset", asked -> acts.on(DeviceType.PRINTER, asked, this::reset)),
                Handler.query(
                        "printer_get_capabilities", asked -> acts.on(DeviceType.PRINTER, asked, this::capabilities)));
    }

    /** A job that the host died over: what became of it cannot be known, and is told so. */
    private void settle(Ledger.Open open, ManagedDevice device) {
        NotPrinted outcome = new NotPrinted(PrintFailure.LINE_LOST, "the host stopped before the job had ended", 0);
        String commandId = open.accepted().commandId();
        LOG.info("{}: job {} was cut off when the host stopped", device, open.field("jobId"));
        Ending ending = ending(commandId, open.field("jobId"), device, outcome, Optional.empty());
        acts.end(device, ending, false);
    }

    private void print(Asked asked) {
        PrintJob job = job(asked.command());
        ManagedDevice device = acts.device(DeviceType.PRINTER, asked);
        Map<String, String> result = Devices.result(device, DeviceState.PROCESSING);
        acts.begin(asked, device, Optional.of(result), Map.of("jobId", job.jobId()), time -> {
            asked.ok(time, result);
            send(asked.id(), job, device);
        });
    }

    private static PrintJob job(Command command) {
        Payload payload = command.payload();
        String jobId = payload.required("jobId");
        if (jobId.isEmpty() || jobId.length() > 128) throw new InvalidPayload("jobId", "must have 1 to 128 characters");
        if (command.version().hasExtensions()
                && !payload.text("format").orElse("escpos").equals("escpos"))
            throw new InvalidPayload("format", "must be escpos");
        return new PrintJob(jobId, data(payload.required("data")));
    }

    private static ByteBuffer data(String base64) {
        if (base64.isEmpty()) throw new InvalidPayload("data", "is empty");
        if (base64.length() % 4 != 0) throw new InvalidPayload("data", "is not base64 with padding");
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new InvalidPayload("data", "is not standard base64");
        }
    }

    private void send(String commandId, PrintJob job, ManagedDevice device) {
        Duration limit = TO_PRINT.plusMillis(MS_PER_BYTE * job.size());
        CompletableFuture<PrintOutcome> outcome =
                device.call(Optional.of(limit), Printer.class, p -> p.print(job).thenApply(Objects::requireNonNull));
        printing.put(device.id(), outcome);
        outcome.whenComplete(CoreThread.guarded((known, failure) -> {
            printing.remove(device.id());
            PrintOutcome told = failure == null ? known : notPrinted(failure);
            Optional<Condition> condition = told instanceof NotPrinted n && !(failure instanceof DriverGone)
                    ? Optional.of(after(n))
                    : Optional.empty();
            Ending ending = ending(commandId, job.jobId(), device, told, condition);
            boolean fault = failure != null && !(failure instanceof DeviceException);
            acts.end(device, ending, fault);
        }));
    }

    private static NotPrinted notPrinted(Throwable failure) {
        if (failure instanceof DriverGone) return new NotPrinted(PrintFailure.LINE_LOST, "the driver was stopped", 0);
        if (failure instanceof NotBegun) return RESET;
        if (failure instanceof TimeoutException)
            return new NotPrinted(PrintFailure.TIMEOUT, "the printer did not end the job in time", 0);
        return new NotPrinted(PrintFailure.OFFLINE, Failures.of(failure).message(), 0);
    }

    private static Condition after(NotPrinted outcome) {
        String reason = message(outcome);
        return outcome.failure() == PrintFailure.TIMEOUT ? Condition.hung(reason) : Condition.error(reason);
    }

    private static String message(NotPrinted outcome) {
        return outcome.message().isEmpty() ? outcome.failure().name() : outcome.failure() + " " + outcome.message();
    }

    private static Ending ending(
            String commandId, String jobId, ManagedDevice device, PrintOutcome outcome, Optional<Condition> condition) {
        String error = outcome instanceof NotPrinted n ? message(n) : "";
        return new Ending(
                commandId,
                condition,
                error,
                state -> new News(
                        JOB_COMPLETE,
                        DeviceType.PRINTER,
                        device.id(),
                        Optional.of(commandId),
                        Texts.of(
                                "jobId",
                                jobId,
                                "success",
                                Boolean.toString(error.isEmpty()),
                                "errorMessage",
                                error,
                                "state",
                                state.code()),
                        Map.of()));
    }

    private void reset(Asked asked, ManagedDevice device) {
        if (!device.hasDriver()) throw device.notReady();
        Optional<CompletableFuture<PrintOutcome>> job = Optional.ofNullable(printing.get(device.id()));
        CompletionStage<Void> ended = device.ended();
        if (job.isPresent()) device.interrupt();
        Consumer<Void> done = nothing -> afterReset(asked, device, job, ended);
        acts.call(asked, device, Printer.class, Printer::reset, done, () -> {});
    }

    private void afterReset(
            Asked asked,
            ManagedDevice device,
            Optional<CompletableFuture<PrintOutcome>> job,
            CompletionStage<Void> ended) {
        job.ifPresent(j -> j.complete(RESET));
        ended.whenComplete(CoreThread.guarded((nothing, failure) -> {
            if (device.state() == DeviceState.READY) device.lastError("");
            asked.ok(Devices.result(device, device.state()));
        }));
    }

    private void capabilities(Asked asked, ManagedDevice device) {
        Function<Printer, CompletionStage<PrinterCapabilities>> ask =
                printer -> CompletableFuture.completedFuture(Objects.requireNonNull(printer.capabilities()));
        acts.callAlone(asked, device, Printer.class, ask, known -> asked.ok(texts(known)));
    }

    private static Map<String, String> texts(PrinterCapabilities known) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("supportsColor", Boolean.toString(known.color()));
        texts.put("supportsDuplex", Boolean.toString(known.duplex()));
        texts.put("confirmsJobs", Boolean.toString(known.confirmsJobs()));
        texts.putAll(new TreeMap<>(known.more()));
        return texts;
    }
}
