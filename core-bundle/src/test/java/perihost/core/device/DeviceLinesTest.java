package perihost.core.device;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.After;
import org.junit.Test;
import perihost.api.line.LineException;
import perihost.core.Bench;
import perihost.core.FedLine;

/** What ends one call meets no line of a later one. */
public class DeviceLinesTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final LinkedBlockingQueue<FedLine> opened = new LinkedBlockingQueue<>();
    private final OwnerThread owner = new OwnerThread("d1", fault -> {});
    private final DeviceLines lines =
            new DeviceLines("d1", owner, new Lines(scheme -> Optional.of(FedLine.provider(opened))));

    @After
    public void close() {
        owner.close();
    }

    /** Opens a line in a call of its own; what is returned is the call's number. */
    private long open() throws Exception {
        CompletableFuture<LineException> failed = new CompletableFuture<>();
        long number = owner.ask(LIMIT, () -> {
            try {
                lines.open("fed:", LIMIT);
                failed.complete(null);
            } catch (LineException e) {
                failed.completeExceptionally(e);
            }
        });
        Bench.await(failed);
        return number;
    }

    /** Waits until the closing that was begun is done. */
    private static void awaitClosing() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet())
            if (thread.getName().equals("perihost-close-d1")) thread.join();
    }

    @Test
    public void closesTheLinesOfWhatItStops() throws Exception {
        long number = open();
        lines.stop(number);
        awaitClosing();
        assertTrue(opened.take().isClosed());
    }

    @Test
    public void closesNoLineOnceALaterCallHasBegun() throws Exception {
        long first = open();
        open();
        lines.stop(first);
        awaitClosing();
        assertFalse(opened.take().isClosed());
        assertFalse(opened.take().isClosed());
    }

    @Test
    public void closesNoLineThatIsOpenedWhileItCloses() throws Exception {
        open();
        FedLine slow = opened.take();
        Runnable go = slow.resistClosing();
        lines.bar();
        for (int i = 0; i < 20; i++) open();
        go.run();
        awaitClosing();
        assertTrue(slow.isClosed());
        assertEquals(20, opened.size());
        assertTrue(opened.stream().noneMatch(FedLine::isClosed));
    }

    @Test
    public void opensNoLineForACallThatWasAskedBeforeTheBar() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        owner.ask(LIMIT, () -> Bench.block(go));
        CompletableFuture<Boolean> barred = new CompletableFuture<>();
        owner.ask(LIMIT, () -> {
            barred.complete(lines.barred());
            assertThrows(LineException.class, () -> lines.open("fed:", LIMIT));
        });
        lines.bar();
        go.countDown();
        assertEquals(true, Bench.await(barred));
        open();
        assertEquals(1, opened.size());
        assertFalse(lines.barred());
    }
}
