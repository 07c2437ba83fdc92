package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.event.DeviceEvent;
import perihost.api.printer.PrintFailure;
import perihost.api.printer.PrintOutcome;
import perihost.api.printer.PrintOutcome.NotPrinted;
import perihost.core.Bench;
import perihost.core.ScriptedPrinter;

public class PrintingTest {
    private static final String[] JOB = {"jobId", "job-1", "data", "SGVsbG8K"};

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ScriptedPrinter printer = new ScriptedPrinter();
    private Bench bench;
    private Runnable leave;

    @Before
    public void start() throws IOException {
        restart();
    }

    private void restart() throws IOException {
        bench = new Bench(folder.getRoot().toPath());
        leave = bench.drivers.come("p1", printer);
        bench.awaitState(DeviceState.READY);
    }

    @After
    public void stop() {
        bench.close();
    }

    @Test
    public void tellsOutcomeThenTransitionAndShowsTheStateBefore() {
        CompletableFuture<PrintOutcome> outcome = new CompletableFuture<>();
        printer.work = job -> outcome;
        Response accepted = bench.answer("c1", "printer_print", JOB);
        assertEquals(Map.of("deviceId", "p1", "state", "3"), accepted.result());
        assertEquals(
                Map.of("state", "3", "stateString", "PROCESSING"), bench.event().data());
        outcome.complete(new PrintOutcome.Printed());
        DeviceEvent complete = bench.event();
        assertEquals("printer_job_complete", complete.eventType());
        assertEquals(Optional.of("c1"), complete.commandId());
        assertEquals(Map.of("jobId", "job-1", "success", "true", "errorMessage", "", "state", "2"), complete.data());
        assertEquals(DeviceState.READY, bench.registry.snapshots().get(0).state());
        assertEquals(Map.of("state", "2", "stateString", "READY"), bench.event().data());
        assertEquals(Optional.empty(), bench.leftover());
    }

    @Test
    public void refusesASecondJobWhileOneRuns() throws InterruptedException {
        printer.work = job -> new CompletableFuture<>();
        bench.answer("c1", "printer_print", JOB);
        printer.began.take();
        Response second = bench.answer("c2", "printer_print", JOB);
        assertEquals(ErrorCode.DEVICE_NOT_READY, second.error().orElseThrow().code());
        assertEquals(
                Map.of("state", "3", "stateString", "PROCESSING"),
                second.error().orElseThrow().details());
        assertEquals("3", bench.answer("c3", "printer_status_check").result().get("state"));
        assertEquals(List.of("job-1"), printer.printed);
    }

    @Test
    public void printsOnceForAHundredConcurrentDuplicates() throws Exception {
        List<CompletableFuture<CompletionStage<Response>>> asked = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < 100; i++)
            asked.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return bench.ask("c1", "printer_print", JOB);
                    },
                    task -> new Thread(task).start()));
        go.countDown();
        List<Response> answers = new ArrayList<>();
        for (CompletableFuture<CompletionStage<Response>> a : asked) answers.add(Bench.await(a.get()));
        assertEquals(1, answers.stream().filter(a -> !a.replayed()).count());
        assertEquals(1, answers.stream().map(Response::timestampMs).distinct().count());
        assertTrue(answers.stream().allMatch(a -> a.status() == Status.OK));
        bench.eventsUntil(e -> e.eventType().equals("printer_job_complete"));
        assertEquals(List.of("job-1"), printer.printed);
    }

    @Test
    public void givesTheSameAnswerWithinTheHourAndRunsAnewAfterIt() {
        Response first = bench.answer("c1", "printer_print", JOB);
        bench.awaitState(DeviceState.READY);
        bench.clock.pass(Duration.ofMinutes(59));
        Response again = bench.answer("c1", "printer_print", "jobId", "another", "data", "SGVsbG8K");
        assertEquals(first.asReplayed(), again);
        assertEquals(List.of("job-1"), printer.printed);
        bench.clock.pass(Duration.ofMinutes(2));
        assertFalse(bench.answer("c1", "printer_print", JOB).replayed());
    }

    @Test
    public void keepsAnswersOverARestart() throws IOException {
        Response first = bench.answer("c1", "printer_print", JOB);
        bench.awaitState(DeviceState.READY);
        bench.close();
        restart();
        assertEquals(first.asReplayed(), bench.answer("c1", "printer_print", JOB));
        assertEquals(List.of("job-1"), printer.printed);
    }

    @Test
    public void tellsAJobThatTheHostStoppedOver() throws IOException {
        printer.work = job -> new CompletableFuture<>();
        Response first = bench.answer("c1", "printer_print", JOB);
        bench.close();
        bench = new Bench(folder.getRoot().toPath());
        bench.drivers.come("p1", new ScriptedPrinter());
        DeviceEvent complete = bench.event();
        assertEquals("before anything else", "printer_job_complete", complete.eventType());
        assertEquals("false", complete.data().get("success"));
        assertTrue(complete.data().get("errorMessage").startsWith("LINE_LOST"));
        assertEquals(first.asReplayed(), bench.answer("c1", "printer_print", JOB));
        bench.close();
        restart();
        assertEquals("told once", Optional.empty(), bench.leftover());
    }

    @Test
    public void runsAFailedCommandAnew() {
        printer.context.report(Condition.error("PAPER_OUT"));
        bench.awaitState(DeviceState.ERROR);
        assertEquals(Status.FAILED, bench.answer("c1", "printer_print", JOB).status());
        printer.context.report(Condition.ready());
        bench.awaitState(DeviceState.READY);
        assertEquals(Status.OK, bench.answer("c1", "printer_print", JOB).status());
    }

    @Test
    public void turnsToErrorByTheOutcomeAndBackByTheDriversWord() {
        printer.work = job -> {
            CompletableFuture<PrintOutcome> outcome = new CompletableFuture<>();
            outcome.complete(new NotPrinted(PrintFailure.PAPER_OUT, "no paper", 5));
            printer.context.report(Condition.ready()); // at once: must be shown after the outcome all the same
            return outcome;
        };
        bench.answer("c1", "printer_print", JOB);
        List<String> told = bench.eventsUntil(e -> e.data().get("state").equals("2")).stream()
                .map(e -> e.data().get("state") + e.data().getOrDefault("errorMessage", ""))
                .toList();
        assertEquals(List.of("3", "4PAPER_OUT no paper", "4", "2"), told);
        assertEquals("PAPER_OUT no paper", bench.registry.snapshots().get(0).lastError());
        printer.work = job -> CompletableFuture.completedFuture(new PrintOutcome.Printed());
        bench.answer("c2", "printer_print", JOB);
        bench.awaitState(DeviceState.READY);
        assertEquals("", bench.registry.snapshots().get(0).lastError());
    }

    @Test
    public void opensADriverAnewThatThrew() throws InterruptedException {
        printer.openings.take();
        printer.work = job -> {
            throw new IllegalStateException("a fault");
        };
        assertEquals(Status.OK, bench.answer("c1", "printer_print", JOB).status());
        DeviceEvent complete = bench.eventsUntil(e -> e.eventType().equals("printer_job_complete"))
                .get(1);
        assertEquals("4", complete.data().get("state"));
        assertFalse(complete.data().get("errorMessage").contains("IllegalState"));
        printer.openings.take();
        bench.awaitState(DeviceState.READY);
    }

    @Test
    public void turnsHungWhenADriverNeverAnswersAndDropsItsLateAnswer() throws InterruptedException {
        printer.openings.take();
        CompletableFuture<PrintOutcome> never = new CompletableFuture<>();
        printer.work = job -> never;
        bench.answer("c1", "printer_print", JOB);
        DeviceEvent complete = bench.eventsUntil(e -> e.eventType().equals("printer_job_complete"))
                .get(1);
        assertEquals("5", complete.data().get("state"));
        assertTrue(complete.data().get("errorMessage").startsWith("TIMEOUT"));
        assertEquals(DeviceState.HUNG.code(), bench.event().data().get("state"));
        never.complete(new PrintOutcome.Printed());
        printer.openings.take();
        bench.awaitState(DeviceState.READY);
        assertEquals(Optional.empty(), bench.leftover());
    }

    @Test
    public void getsAnOwnerThreadBackThatBlocks() throws InterruptedException {
        printer.openings.take();
        CountDownLatch interrupted = new CountDownLatch(1);
        printer.work = job -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return new CompletableFuture<>();
        };
        bench.answer("c1", "printer_print", JOB);
        assertEquals(
                "5",
                bench.eventsUntil(e -> e.eventType().equals("printer_job_complete"))
                        .get(1)
                        .data()
                        .get("state"));
        interrupted.await();
        printer.openings.take();
        bench.awaitState(DeviceState.READY);
    }

    @Test
    public void turnsHungWhenADriversOwnTaskNeverEnds() throws InterruptedException {
        printer.openings.take().executor().execute(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        bench.awaitState(DeviceState.HUNG);
        bench.awaitState(DeviceState.READY);
    }

    @Test
    public void answersInTimeForADriverThatBlocksForEver() {
        CountDownLatch ended = new CountDownLatch(1);
        ScriptedPrinter stuck = new ScriptedPrinter() {
            @Override
            public perihost.api.printer.PrinterCapabilities capabilities() {
                while (ended.getCount() > 0) Thread.onSpinWait(); // deaf to interrupts
                return super.capabilities();
            }
        };
        bench.drivers.come("p2", stuck);
        bench.awaitState(DeviceState.READY);
        Response answer = bench.answer("c1", "printer_get_capabilities", "deviceId", "p2");
        assertEquals(ErrorCode.PROCESSING_ERROR, answer.error().orElseThrow().code());
        bench.awaitState(DeviceState.HUNG);
        assertEquals(Status.OK, bench.answer("c2", "printer_print", JOB).status());
        ended.countDown();
        bench.awaitState(DeviceState.READY);
    }

    @Test
    public void endsTheJobWhenTheDriverGoes() {
        printer.work = job -> new CompletableFuture<>();
        bench.answer("c1", "printer_print", JOB);
        leave.run();
        List<DeviceEvent> told = bench.eventsUntil(e -> e.eventType().equals("printer_job_complete"));
        DeviceEvent complete = told.get(told.size() - 1);
        assertEquals("LINE_LOST the driver was stopped", complete.data().get("errorMessage"));
        assertEquals(Optional.empty(), bench.leftover());
    }

    @Test
    public void aResetEndsTheJobInHand() {
        CompletableFuture<PrintOutcome> outcome = new CompletableFuture<>();
        printer.work = job -> outcome;
        bench.answer("c1", "printer_print", JOB);
        assertEquals(Status.OK, bench.answer("c2", "printer_reset").status());
        DeviceEvent complete = bench.eventsUntil(e -> e.eventType().equals("printer_job_complete"))
                .get(1);
        assertEquals("false", complete.data().get("success"));
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
    public void toldAnErrorOfTheDriverIsToldOn() {
        printer.work = job -> CompletableFuture.failedFuture(
                new DeviceException(ErrorCode.PROCESSING_ERROR, "the printer was not there"));
        bench.answer("c1", "printer_print", JOB);
        String message = bench.eventsUntil(e -> e.eventType().equals("printer_job_complete"))
                .get(1)
                .data()
                .get("errorMessage");
        assertEquals("OFFLINE the printer was not there", message);
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
