package perihost.core.command;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.Test;
import perihost.api.command.Response;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.event.DeviceEvent;
import perihost.api.printer.PrintFailure;
import perihost.api.printer.PrintOutcome;
import perihost.api.printer.PrintOutcome.NotPrinted;
import perihost.core.ScriptedPrinter;

/** A job, and how its end is told. */
public class PrintingTest extends OnePrinter {
    @Test
    public void tellsOutcomeThenTransitionAndShowsTheStateBefore() {
        CompletableFuture<PrintOutcome> outcome = new CompletableFuture<>();
        printer.work = job -> outcome;
        Response accepted = print("c1");
        assertEquals(Map.of("deviceId", "p1", "state", "3"), accepted.result());
        assertEquals(
                Map.of("state", "3", "stateString", "PROCESSING"), bench.event().data());
        outcome.complete(new PrintOutcome.Printed());
        DeviceEvent complete = bench.event();
        assertEquals("printer_job_complete", complete.eventType());
        assertEquals(Optional.of("c1"), complete.commandId());
        assertEquals(Map.of("jobId", "c1", "success", "true", "errorMessage", "", "state", "2"), complete.data());
        assertEquals(DeviceState.READY, bench.registry.snapshots().get(0).state());
        assertEquals(Map.of("state", "2", "stateString", "READY"), bench.event().data());
        assertEquals(Optional.empty(), bench.leftover());
    }

    @Test
    public void refusesASecondJobWhileOneRuns() throws InterruptedException {
        printer.work = job -> new CompletableFuture<>();
        print("c1");
        printer.began.take();
        Response second = print("c2");
        assertEquals(ErrorCode.DEVICE_NOT_READY, second.error().orElseThrow().code());
        assertEquals(
                Map.of("state", "3", "stateString", "PROCESSING"),
                second.error().orElseThrow().details());
        assertEquals("3", bench.answer("c3", "printer_status_check").result().get("state"));
        assertEquals(List.of("c1"), printer.printed);
    }

    @Test
    public void turnsToErrorByTheOutcomeAndBackByTheDriversWord() {
        printer.work = job -> {
            CompletableFuture<PrintOutcome> outcome = new CompletableFuture<>();
            outcome.complete(new NotPrinted(PrintFailure.PAPER_OUT, "no paper", 5));
            printer.context.report(Condition.ready()); // at once: must be shown after the outcome all the same
            return outcome;
        };
        print("c1");
        List<String> told = bench.eventsUntil(e -> e.data().get("state").equals("2")).stream()
                .map(e -> e.data().get("state") + e.data().getOrDefault("errorMessage", ""))
                .toList();
        assertEquals(List.of("3", "4PAPER_OUT no paper", "4", "2"), told);
        assertEquals("PAPER_OUT no paper", bench.registry.snapshots().get(0).lastError());
        printer.work = job -> CompletableFuture.completedFuture(new PrintOutcome.Printed());
        print("c2");
        bench.awaitState(DeviceState.READY);
        assertEquals("", bench.registry.snapshots().get(0).lastError());
    }

    @Test
    public void toldAnErrorOfTheDriverIsToldOn() {
        printer.work = job -> CompletableFuture.failedFuture(
                new DeviceException(ErrorCode.PROCESSING_ERROR, "the printer was not there"));
        print("c1");
        String message = bench.eventsUntil(e -> e.eventType().equals("printer_job_complete"))
                .get(1)
                .data()
                .get("errorMessage");
        assertEquals("OFFLINE the printer was not there", message);
    }

    @Test
    public void namesTheFieldThatIsWrong() {
        Map<String, String[]> wrong = Map.of(
                "jobId", new String[] {"data", "SGVsbG8K"},
                "data", new String[] {"jobId", "j", "data", "-_-_"},
                "format", new String[] {"jobId", "j", "data", "SGVsbG8K", "format", "poem"});
        wrong.forEach((field, payload) -> {
            Response answer = bench.answer("c-" + field, "printer_print", payload);
            assertEquals(ErrorCode.INVALID_PAYLOAD, answer.error().orElseThrow().code());
            assertEquals(field, answer.error().orElseThrow().details().get("field"));
        });
        assertEquals(List.of(), printer.printed);
    }

    @Test
    public void choosesTheOnlyReadyPrinter() {
        ScriptedPrinter second = new ScriptedPrinter();
        bench.drivers.come("p0", second);
        bench.awaitState(DeviceState.READY);
        assertEquals("p0", bench.answer("c1", "printer_status_check").result().get("deviceId"));
        second.context.report(Condition.error("COVER_OPEN"));
        bench.awaitState(DeviceState.ERROR);
        assertEquals("p1", bench.answer("c2", "printer_status_check").result().get("deviceId"));
        assertEquals(
                ErrorCode.DEVICE_NOT_FOUND,
                bench.answer("c3", "printer_status_check", "deviceId", "p9")
                        .error()
                        .orElseThrow()
                        .code());
        assertEquals("p0,p1", bench.answer("c4", "get_device_list").result().get("printer"));
        assertEquals(
                List.of("p0", "p1"),
                bench.dispatcher.snapshot(List.of("printer")).stream()
                        .map(d -> d.deviceId())
                        .collect(Collectors.toList()));
    }
}
