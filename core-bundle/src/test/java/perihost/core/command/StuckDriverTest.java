package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.event.DeviceEvent;
import perihost.api.printer.PrintOutcome;
import perihost.core.ScriptedPrinter;

/** Drivers that fail, do not come back, or go. */
public class StuckDriverTest extends OnePrinter {
    @Test
    public void opensADriverAnewThatThrew() throws InterruptedException {
        printer.openings.take();
        printer.work = job -> {
            throw new IllegalStateException("a fault");
        };
        assertEquals(Status.OK, print("c1").status());
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
        print("c1");
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
        print("c1");
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
        assertEquals(Status.OK, print("c2").status());
        ended.countDown();
        bench.awaitState(DeviceState.READY);
    }

    @Test
    public void endsTheJobWhenTheDriverGoes() {
        printer.work = job -> new CompletableFuture<>();
        print("c1");
        leave.run();
        assertEquals("LINE_LOST the driver was stopped", ended().data().get("errorMessage"));
        assertEquals(Optional.empty(), bench.leftover());
    }
}
