package perihost.core.device;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;

/** An interrupt meets what it is meant for, or nothing. */
public class InterruptTest {
    private final LinkedBlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
    private final OwnerThread owner = new OwnerThread("d1", faults::add);
    private final LinkedBlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @After
    public void close() {
        owner.close();
    }

    private String next() throws InterruptedException {
        return ran.poll(10, TimeUnit.SECONDS);
    }

    @Test
    public void interruptsNothingThatWasAskedLater() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        long first = owner.ask(Duration.ofSeconds(1), () -> {});
        long second = owner.ask(Duration.ofSeconds(1), () -> {
            runs.countDown();
            awaitQuietly(go);
        });
        runs.await();
        assertFalse(owner.interrupt(first));
        go.countDown();
        owner.ask(Duration.ofSeconds(1), () -> ran.add("all well"));
        assertEquals("all well", next());
        assertEquals(0, faults.size());
        assertEquals(first + 1, second);
    }

    @Test
    public void interruptsWhatIsStillAboutAnEarlierCallAndNotTheNext() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long first = owner.ask(Duration.ofSeconds(1), () -> ran.add("begun"));
        owner.execute(() -> {
            ran.add("its task");
            awaitQuietly(never);
        });
        assertEquals("begun", next());
        assertEquals("its task", next());
        assertTrue(owner.interrupt(first));
        assertTrue(faults.poll(10, TimeUnit.SECONDS) instanceof IllegalStateException);
        assertTrue("idle by now, or nearly", owner.interrupt(first));
        owner.ask(
                Duration.ofSeconds(1),
                () -> ran.add("interrupted: " + Thread.currentThread().isInterrupted()));
        assertEquals("interrupted: false", next());
    }

    @Test
    public void interruptsNothingThatRunsInThePlaceOfWhatWasSeen() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(2);
        CountDownLatch[] go = {new CountDownLatch(1), new CountDownLatch(1)};
        CountDownLatch[] begun = {new CountDownLatch(1), new CountDownLatch(1)};
        for (int i = 0; i < 2; i++) {
            int each = i;
            owner.execute(() -> {
                begun[each].countDown();
                awaitQuietly(go[each]);
                runs.countDown();
            });
        }
        begun[0].await();
        OwnerThread.Running seen = owner.running();
        go[0].countDown();
        begun[1].await();
        assertFalse(owner.interrupt(seen));
        go[1].countDown();
        runs.await();
        assertEquals(0, faults.size());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
