package perihost.core.command;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.Test;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;
import perihost.api.payment.StartedPayment;
import perihost.core.Bench;
import perihost.core.journal.TroubledDisk;

/** A start that the terminal certainly did not take: it fails, or it is accepted and ends in an event, never neither (E2). */
public class RefusedStartTest extends OneTerminal {
    private static final int HASTE = 2; // nothing is in doubt before the test has done its part
    private static final DeviceException REFUSED =
            new DeviceException(ErrorCode.PAYMENT_START_FAILED, "the terminal refused three times");
    private final TroubledDisk disk = new TroubledDisk();

    @Override
    Bench bench() throws IOException {
        return new Bench(folder.getRoot().toPath(), HASTE, disk::open);
    }

    private static void failed(Response answer) {
        assertEquals(answer.toString(), Status.FAILED, answer.status());
        assertEquals(
                ErrorCode.PAYMENT_START_FAILED, answer.error().orElseThrow().code());
    }

    private void nothingIsTold() {
        assertEquals(List.of(), bench.outcomesUntilReady());
        assertEquals(Optional.empty(), bench.leftover());
    }

    @Test
    public void failsThoughTheDiskIsTooSlowForWritingSo() {
        Supplier<CompletionStage<StartedPayment>> taken = terminal.taking;
        terminal.taking = () -> {
            disk.holdForces();
            return CompletableFuture.failedFuture(REFUSED);
        };
        failed(pay("c1"));
        disk.letForcesGo();
        nothingIsTold();
        terminal.taking = taken;
        assertEquals("it may be asked again", Status.OK, pay("c1").status());
    }

    @Test
    public void isNotAcceptedOnceItIsRefused() {
        CompletableFuture<StartedPayment> taken = new CompletableFuture<>();
        terminal.taking = () -> taken;
        CompletionStage<Response> asked = bench.ask("c1", "payment_start", "amount", "10000");
        Bench.take(terminal.started);
        Runnable go = bench.stop();
        CountDownLatch said = new CountDownLatch(1);
        terminal.context.executor().execute(() -> {
            terminal.context.report(Condition.ready()); // with it the end is heard, before that it was taken
            taken.complete(new StartedPayment(CompletableFuture.failedFuture(REFUSED)));
            said.countDown();
        });
        Bench.await(said);
        go.run();
        failed(Bench.await(asked));
        nothingIsTold();
    }
}
