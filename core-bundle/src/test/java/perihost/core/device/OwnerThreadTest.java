package perihost.core.device;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;
import perihost.api.line.Line;
import perihost.api.line.LineException;

public class OwnerThreadTest {
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

    /** A line whose input the test gives. */
    private static class FedLine implements Line {
        final SynchronousQueue<String> waits = new SynchronousQueue<>();
        final LinkedBlockingQueue<Boolean> ends = new LinkedBlockingQueue<>();
        volatile boolean closed;

        @Override
        public boolean awaitInput(Duration within) throws LineException {
            try {
                waits.put("waiting");
                boolean input = ends.take();
                if (closed) throw new LineException(LineException.Kind.CLOSED, "closed");
                return input;
            } catch (InterruptedException e) {
                return false;
            }
        }

        @Override
        public void wake() {
            ends.add(false);
        }

        @Override
        public void close() {
            closed = true;
            ends.add(true);
        }

        @Override
        public String uri() {
            return "test:";
        }

        @Override
        public boolean duplex() {
            return true;
        }

        @Override
        public int read(ByteBuffer into, Duration within) throws LineException {
            throw new LineException(LineException.Kind.LOST, "the plug was pulled");
        }

        @Override
        public void write(ByteBuffer from, Duration within) {}

        @Override
        public void finish(Duration within) {}
    }

    @Test
    public void runsTasksInOrderOnOneThread() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String name = "task " + i;
            owner.execute(() -> {
                threads.add(Thread.currentThread());
                ran.add(name);
            });
        }
        for (int i = 0; i < 100; i++) assertEquals("task " + i, next());
        assertEquals(1, threads.stream().distinct().count());
    }

    @Test
    public void runsTimersWhenDueAndNotWhenCancelled() throws InterruptedException {
        owner.after(Duration.ofMillis(60), () -> ran.add("later"));
        owner.after(Duration.ofMillis(20), () -> ran.add("sooner"));
        owner.after(Duration.ofMillis(40), () -> ran.add("never")).cancel();
        assertEquals("sooner", next());
        assertEquals("later", next());
    }

    @Test
    public void goesOnAfterAFault() throws InterruptedException {
        IllegalStateException fault = new IllegalStateException("a fault");
        owner.execute(() -> {
            throw fault;
        });
        owner.execute(() -> ran.add("next"));
        assertSame(fault, faults.poll(10, TimeUnit.SECONDS));
        assertEquals("next", next());
    }

    @Test
    public void leavesItsLineForATaskAtOnce() throws InterruptedException {
        FedLine line = new FedLine();
        owner.listen(line, () -> ran.add("input"));
        line.waits.take();
        owner.execute(() -> ran.add("task"));
        assertEquals("task", next());
        line.waits.take();
        line.ends.add(true);
        assertEquals("input", next());
    }

    @Test
    public void tellsTheLossOfItsLineOnceAndClosesIt() throws InterruptedException {
        FedLine line = new FedLine();
        owner.listen(line, () -> line.read(ByteBuffer.allocate(1), Duration.ZERO));
        line.waits.take();
        line.ends.add(true);
        assertEquals("the plug was pulled", faults.poll(10, TimeUnit.SECONDS).getMessage());
        assertTrue(line.closed);
        owner.execute(() -> ran.add("still here"));
        assertEquals("still here", next());
        assertEquals(0, faults.size());
    }

    @Test
    public void turnsTasksAndTimersAwayBeyondAThousand() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        owner.execute(() -> {
            busy.countDown();
            awaitQuietly(go);
        });
        busy.await();
        for (int i = 0; i < OwnerThread.MOST_WAITING; i++) {
            owner.execute(() -> {});
            owner.after(Duration.ofDays(1), () -> {});
        }
        assertThrows(RejectedExecutionException.class, () -> owner.execute(() -> {}));
        assertThrows(RejectedExecutionException.class, () -> owner.after(Duration.ZERO, () -> {}));
        go.countDown();
    }

    @Test
    public void runsWhatTheHostAsksBeforeADriversEndlessTimers() throws InterruptedException {
        Runnable[] endless = new Runnable[1];
        endless[0] = () -> owner.after(Duration.ZERO, endless[0]);
        owner.execute(endless[0]);
        owner.execute(() -> ran.add("a task too"));
        owner.ask(Duration.ofSeconds(1), () -> ran.add("asked"));
        List<String> both = List.of(next(), next());
        assertTrue(both.contains("asked") && both.contains("a task too"));
    }

    @Test
    public void livesOnWhenALineThrowsAnything() throws InterruptedException {
        FedLine line = new FedLine() {
            @Override
            public boolean awaitInput(Duration within) {
                throw new LinkageError("an error of a provider");
            }
        };
        owner.listen(line, () -> ran.add("input"));
        assertEquals("an error of a provider", faults.poll(10, TimeUnit.SECONDS).getMessage());
        owner.execute(() -> ran.add("still here"));
        assertEquals("still here", next());
    }

    @Test
    public void asksAListenerNoMoreThatThrew() throws InterruptedException {
        FedLine line = new FedLine();
        owner.listen(line, () -> {
            throw new IllegalStateException("a fault");
        });
        line.waits.take();
        line.ends.add(true);
        assertEquals("a fault", faults.poll(10, TimeUnit.SECONDS).getMessage());
        owner.execute(() -> ran.add("still here"));
        assertEquals("still here", next());
        assertEquals(0, faults.size());
    }

    @Test
    public void saysWhatRunsAndSinceWhen() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch runs = new CountDownLatch(1);
        owner.ask(Duration.ofSeconds(7), () -> {
            runs.countDown();
            awaitQuietly(go);
        });
        runs.await();
        assertEquals(Duration.ofSeconds(7), owner.running().limit());
        go.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    public void endsWhenClosed() throws InterruptedException {
        List<Thread> thread = new ArrayList<>();
        owner.ask(Duration.ofSeconds(1), () -> {
            thread.add(Thread.currentThread());
            ran.add("last");
        });
        owner.close();
        assertEquals("last", next());
        thread.get(0).join(10_000);
        assertFalse(thread.get(0).isAlive());
        assertThrows(RejectedExecutionException.class, () -> owner.execute(() -> {}));
        assertFalse(owner.isCurrent());
    }
}
