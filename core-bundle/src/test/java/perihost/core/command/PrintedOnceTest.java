package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.device.Condition;
import perihost.api.device.DeviceState;
import perihost.api.event.DeviceEvent;
import perihost.core.Bench;
import perihost.core.ScriptedPrinter;

/** A command is carried out once, whoever asks again, and whenever. */
public class PrintedOnceTest extends OnePrinter {
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
                        return bench.ask("c1", "printer_print", "jobId", "c1", "data", "SGVsbG8K");
                    },
                    task -> new Thread(task).start()));
        go.countDown();
        List<Response> answers = new ArrayList<>();
        for (CompletableFuture<CompletionStage<Response>> a : asked) answers.add(Bench.await(a.get()));
        assertEquals(1, answers.stream().filter(a -> !a.replayed()).count());
        assertEquals(1, answers.stream().map(Response::timestampMs).distinct().count());
        assertTrue(answers.stream().allMatch(a -> a.status() == Status.OK));
        bench.eventsUntil(e -> e.eventType().equals("printer_job_complete"));
        assertEquals(List.of("c1"), printer.printed);
    }

    @Test
    public void givesTheSameAnswerWithinTheHourAndRunsAnewAfterIt() {
        Response first = print("c1");
        bench.awaitState(DeviceState.READY);
        bench.clock.pass(Duration.ofMinutes(59));
        Response again = bench.answer("c1", "printer_print", "jobId", "another", "data", "SGVsbG8K");
        assertEquals(first.asReplayed(), again);
        assertEquals(List.of("c1"), printer.printed);
        bench.clock.pass(Duration.ofMinutes(2));
        assertFalse(print("c1").replayed());
    }

    @Test
    public void keepsAnswersOverARestart() throws IOException {
        Response first = print("c1");
        bench.awaitState(DeviceState.READY);
        bench.close();
        start();
        assertEquals(first.asReplayed(), print("c1"));
        assertEquals(List.of("c1"), printer.printed);
    }

    @Test
    public void tellsAJobThatTheHostStoppedOver() throws IOException {
        printer.work = job -> new CompletableFuture<>();
        Response first = print("c1");
        bench.close();
        bench = bench();
        bench.drivers.come("p1", new ScriptedPrinter());
        DeviceEvent complete = bench.event();
        assertEquals("before anything else", "printer_job_complete", complete.eventType());
        assertEquals("false", complete.data().get("success"));
        assertTrue(complete.data().get("errorMessage").startsWith("LINE_LOST"));
        assertEquals(first.asReplayed(), print("c1"));
        bench.close();
        start();
        assertEquals("told once", Optional.empty(), bench.leftover());
    }

    @Test
    public void runsAFailedCommandAnew() {
        printer.context.report(Condition.error("PAPER_OUT"));
        bench.awaitState(DeviceState.ERROR);
        assertEquals(Status.FAILED, print("c1").status());
        printer.context.report(Condition.ready());
        bench.awaitState(DeviceState.READY);
        assertEquals(Status.OK, print("c1").status());
    }
}
