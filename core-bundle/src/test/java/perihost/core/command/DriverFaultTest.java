package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.event.DeviceEvent;
import perihost.api.printer.PrintOutcome;
import perihost.api.printer.PrintOutcome.Printed;
import perihost.api.printer.PrinterCapabilities;
import perihost.core.Bench;
import perihost.core.ScriptedPrinter;

/** What becomes of jobs when the printer's driver does what it should not. */
public class DriverFaultTest extends OnePrinter {
    private volatile PrinterCapabilities can = new PrinterCapabilities(false, false, false, Map.of());

    @Override
    ScriptedPrinter printer() {
        return new ScriptedPrinter() {
            @Override
            public PrinterCapabilities capabilities() {
                return can;
            }
        };
    }

    private CompletionStage<PrintOutcome> unended() {
        CompletableFuture<PrintOutcome> outcome = new CompletableFuture<>();
        printer.work = job -> outcome;
        return outcome;
    }

    /** One job more: nothing else is told before its end. */
    private void printsTheNextJobAlone() {
        printer.work = job -> CompletableFuture.completedFuture(new Printed());
        assertEquals(Status.OK, print("next").status());
        bench.awaitState(DeviceState.PROCESSING);
        assertEquals(List.of("printer_job_complete next"), bench.outcomesUntilReady());
        assertEquals(Optional.empty(), bench.leftover());
    }

    @Test
    public void endsAJobOnceWhoseDriverWasOpenedAnew() {
        CompletionStage<PrintOutcome> outcome = unended();
        print("j1");
        Bench.take(printer.began);
        printer.fault();
        DeviceEvent ended = ended();
        assertEquals("LINE_LOST the driver was stopped", ended.data().get("errorMessage"));
        assertEquals(List.of(), bench.outcomesUntilReady());
        outcome.toCompletableFuture().complete(new Printed());
        printsTheNextJobAlone();
    }

    @Test
    public void neverPrintsAJobLateThatWasToldToHaveFailed() {
        CountDownLatch go = new CountDownLatch(1);
        printer.context.executor().execute(() -> Bench.block(go));
        assertEquals(Status.OK, print("j1").status());
        assertEquals("false", ended().data().get("success"));
        go.countDown();
        bench.awaitState(DeviceState.READY);
        printsTheNextJobAlone();
        assertEquals(List.of("next"), printer.printed);
    }

    @Test
    public void takesNoOutcomeForAFault() {
        printer.work = job -> CompletableFuture.completedFuture(null);
        print("j1");
        DeviceEvent ended = ended();
        assertEquals("false", ended.data().get("success"));
        assertEquals(DeviceState.ERROR.code(), ended.data().get("state"));
        bench.awaitState(DeviceState.READY);
        printsTheNextJobAlone();
    }

    @Test
    public void takesNoStageForAFault() {
        printer.work = job -> null;
        print("j1");
        assertEquals(DeviceState.ERROR.code(), ended().data().get("state"));
        bench.awaitState(DeviceState.READY);
        printsTheNextJobAlone();
    }

    @Test
    public void takesNoCapabilitiesForAFault() {
        can = null;
        Response answer = bench.answer("c1", "printer_get_capabilities");
        assertEquals(ErrorCode.PROCESSING_ERROR, answer.error().orElseThrow().code());
        bench.awaitState(DeviceState.ERROR);
        bench.awaitState(DeviceState.READY);
        can = new PrinterCapabilities(true, false, false, Map.of());
        assertEquals(
                "true", bench.answer("c1", "printer_get_capabilities").result().get("supportsColor"));
    }

    @Test
    public void showsWhatADriverSaidInItsOrder() {
        CompletableFuture<PrintOutcome> outcome = unended().toCompletableFuture();
        print("j1");
        Bench.take(printer.began);
        bench.awaitState(DeviceState.PROCESSING);
        Runnable go = bench.stop();
        printer.context.report(Condition.ready());
        outcome.complete(new Printed());
        printer.context.report(Condition.error("COVER_OPEN"));
        go.run();
        assertEquals(List.of("printer_job_complete 2", "2", "4"), told(3));
        assertEquals("COVER_OPEN", bench.device().lastError());
    }

    @Test
    public void showsAnOutcomeBeforeWhatADriverSaidInTheSameCall() {
        printer.work = job -> {
            CompletableFuture<PrintOutcome> outcome = new CompletableFuture<>();
            printer.context.report(Condition.ready());
            outcome.complete(new Printed());
            printer.context.report(Condition.error("COVER_OPEN"));
            return outcome;
        };
        print("j1");
        assertEquals(List.of("3", "printer_job_complete 2", "2", "4"), told(4));
    }

    private List<String> told(int events) {
        return java.util.stream.Stream.generate(bench::event)
                .limit(events)
                .map(e -> (e.eventType().equals("printer_job_complete") ? "printer_job_complete " : "")
                        + e.data().get("state"))
                .toList();
    }

    @Test
    public void countsACodeThatIsNotADriversToUseAsItsFault() {
        printer.work = job -> CompletableFuture.failedFuture(
                new DeviceException(ErrorCode.DEVICE_NOT_FOUND, "not a driver's to say"));
        print("j1");
        DeviceEvent ended = ended();
        assertEquals(DeviceState.ERROR.code(), ended.data().get("state"));
        assertFalse(ended.data().get("errorMessage").contains("not a driver's"));
        bench.awaitState(DeviceState.READY);
        printsTheNextJobAlone();
    }
}
