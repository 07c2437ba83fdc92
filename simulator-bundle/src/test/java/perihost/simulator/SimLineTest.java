package perihost.simulator;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;
import perihost.api.line.LineUri;

/** What {@link Line} promises, over simulated devices of every temper. */
public class SimLineTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final CountDownLatch never = new CountDownLatch(1);
    private final SimLines lines = SimLines.of(Map.of(
            "echo", SimLineTest::echo,
            "deaf", end -> await(never),
            "polite", SimLineTest::sayGoodbye,
            "broken", end -> fail(end, new IOException("no ink")),
            "faulty", end -> fail(end, new IllegalStateException("a fault"))));

    @After
    public void close() throws InterruptedException {
        never.countDown();
        lines.close();
    }

    @Test(timeout = 60_000)
    public void carriesBytesBothWaysUnchanged() throws LineException {
        try (Line line = open("echo")) {
            for (int size : new int[] {1, 255, 4096, 16_384, 9_999}) {
                byte[] sent = bytes(size);
                line.write(ByteBuffer.wrap(sent), LONG);
                ByteBuffer got = ByteBuffer.allocate(size);
                while (got.hasRemaining()) assertTrue(line.read(got, LONG) > 0);
                assertArrayEquals(sent, got.array());
            }
            assertEquals("nothing more", 0, line.read(ByteBuffer.allocate(1), Duration.ZERO));
            assertTrue(line.duplex());
            assertEquals("sim:echo", line.uri());
        }
    }

    @Test(timeout = 60_000)
    public void tellsWhenNothingComesInTime() throws LineException {
        try (Line line = open("echo")) {
            assertEquals(0, line.read(ByteBuffer.allocate(8), SHORT));
            assertFalse(line.awaitInput(SHORT));
        }
    }

    @Test(timeout = 60_000)
    public void tellsHowMuchADeafDeviceTookBeforeItsTimeWasOver() throws LineException {
        try (Line line = open("deaf")) {
            ByteBuffer job = ByteBuffer.wrap(bytes(100_000));
            assertKind(Kind.TIMEOUT, () -> line.write(job, SHORT));
            assertEquals(16_384, job.position());
            assertKind(Kind.TIMEOUT, () -> line.write(job, SHORT));
            assertEquals("nothing more was taken", 16_384, job.position());
        }
    }

    @Test(timeout = 60_000)
    public void awaitsInputAndLoss() throws LineException {
        try (Line line = open("echo")) {
            line.write(ByteBuffer.wrap(bytes(3)), LONG);
            assertTrue(line.awaitInput(LONG));
        }
        try (Line line = open("polite")) {
            assertTrue(line.awaitInput(LONG));
            ByteBuffer got = ByteBuffer.allocate(16);
            while (got.position() < 3) line.read(got, LONG);
            assertEquals("bye", new String(got.array(), 0, 3, StandardCharsets.US_ASCII));
            assertTrue("the loss", line.awaitInput(LONG));
            assertKind(Kind.LOST, () -> line.read(got, LONG));
            assertKind(Kind.LOST, () -> line.write(ByteBuffer.wrap(bytes(1)), LONG));
            assertKind(Kind.LOST, () -> line.finish(LONG));
        }
    }

    @Test(timeout = 60_000)
    public void wakesTheWaitInProgressOrTheNextOneOnly() throws Exception {
        try (Line line = open("echo")) {
            line.wake();
            assertFalse(line.awaitInput(LONG));
            CompletableFuture<Boolean> waiting = whileBlocked(() -> line.awaitInput(LONG), line::wake);
            assertFalse(waiting.get(30, TimeUnit.SECONDS));
            line.wake();
            line.write(ByteBuffer.wrap(bytes(1)), LONG);
            assertEquals("a read is not disturbed", 1, line.read(ByteBuffer.allocate(1), LONG));
        }
    }

    @Test(timeout = 60_000)
    public void closeEndsEveryBlockedCall() throws Exception {
        Line reading = open("echo");
        assertClosed(whileBlocked(() -> reading.read(ByteBuffer.allocate(1), LONG), reading::close));
        Line waiting = open("echo");
        assertClosed(whileBlocked(() -> waiting.awaitInput(LONG), waiting::close));
        Line writing = open("deaf");
        assertClosed(whileBlocked(() -> written(writing, 100_000), writing::close));
        Line finishing = open("deaf");
        assertClosed(whileBlocked(() -> finished(finishing), finishing::close));
        finishing.close();
        assertKind(Kind.CLOSED, () -> finishing.finish(LONG));
        assertKind(Kind.CLOSED, () -> reading.awaitInput(LONG));
    }

    @Test(timeout = 60_000)
    public void anInterruptClosesTheLineAndIsKept() throws Exception {
        Line line = open("echo");
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            assertKind(Kind.CLOSED, () -> line.read(ByteBuffer.allocate(1), LONG));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        reader.start();
        reader.interrupt();
        assertTrue(interrupted.get(30, TimeUnit.SECONDS));
        assertKind(Kind.CLOSED, () -> line.write(ByteBuffer.wrap(bytes(1)), LONG));
    }

    @Test(timeout = 60_000)
    public void finishTellsWhetherTheDeviceTookAll() throws LineException {
        Line good = open("echo");
        good.finish(LONG);
        assertKind(Kind.CLOSED, () -> good.read(ByteBuffer.allocate(1), LONG));

        Line stuck = open("deaf");
        stuck.write(ByteBuffer.wrap(bytes(5)), LONG);
        assertKind(Kind.TIMEOUT, () -> stuck.finish(SHORT));
        assertKind(Kind.CLOSED, () -> stuck.write(ByteBuffer.wrap(bytes(1)), LONG));

        Line broken = open("broken");
        broken.write(ByteBuffer.wrap(bytes(5)), LONG);
        assertEquals("no ink", assertKind(Kind.LOST, () -> broken.finish(LONG)).getMessage());

        Line faulty = open("faulty");
        assertTrue(faulty.awaitInput(LONG));
        assertKind(Kind.LOST, () -> faulty.finish(LONG));
    }

    @Test
    public void refusesWhatItDoesNotKnow() throws LineException {
        for (String uri : new String[] {"sim:nothing", "sim:", "sim:echo?speed=9"})
            assertKind(Kind.BAD_URI, () -> lines.check(LineUri.parse(uri)));
        assertKind(Kind.BAD_URI, () -> lines.open(LineUri.parse("sim:nothing"), LONG));
        lines.check(LineUri.parse("sim:echo"));
        assertTrue(lines.keptOpen(LineUri.parse("sim:echo")));
    }

    @Test(timeout = 60_000)
    public void unplugsEveryLineWhenTheBundleStops() throws Exception {
        Set<Thread> others = Thread.getAllStackTraces().keySet();
        Line line = open("echo");
        CompletableFuture<Boolean> waiting = whileBlocked(() -> line.awaitInput(LONG), () -> {});
        lines.close();
        assertTrue("the loss", waiting.get(30, TimeUnit.SECONDS));
        assertKind(Kind.LOST, () -> line.read(ByteBuffer.allocate(1), LONG));
        assertKind(Kind.LOST, () -> line.write(ByteBuffer.wrap(bytes(1)), LONG));
        assertKind(Kind.LOST, () -> line.finish(LONG));
        assertKind(Kind.UNAVAILABLE, () -> open("echo"));
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (others.contains(thread) || !thread.getName().equals("perihost-simulator")) continue;
            thread.join(30_000);
            assertFalse("the device's thread ends", thread.isAlive());
        }
    }

    private Line open(String target) throws LineException {
        return lines.open(LineUri.parse("sim:" + target), LONG);
    }

    private static boolean written(Line line, int size) throws LineException {
        line.write(ByteBuffer.wrap(bytes(size)), LONG);
        return true;
    }

    private static boolean finished(Line line) throws LineException {
        line.finish(LONG);
        return true;
    }

    /** Does something while another thread is blocked in a call; gives that call's result. */
    private static <T> CompletableFuture<T> whileBlocked(Call<T> call, Runnable meanwhile) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                result.complete(call.run());
            } catch (LineException e) {
                result.completeExceptionally(e);
            }
        });
        caller.start();
        while (caller.getState() != Thread.State.TIMED_WAITING && !result.isDone()) Thread.onSpinWait();
        meanwhile.run();
        return result;
    }

    private interface Call<T> {
        T run() throws LineException;
    }

    private static void assertClosed(CompletableFuture<?> call) {
        Exception e = assertThrows(Exception.class, () -> call.get(30, TimeUnit.SECONDS));
        assertEquals(Kind.CLOSED, ((LineException) e.getCause()).kind());
    }

    private static LineException assertKind(Kind kind, ThrowingRunnable call) {
        LineException e = assertThrows(LineException.class, call);
        assertEquals(e.getMessage(), kind, e.kind());
        return e;
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) bytes[i] = (byte) (i * 31 + i / 256);
        return bytes;
    }

    private static void echo(DeviceEnd end) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1000);
        while (end.read(buffer, LONG) != DeviceEnd.FINISHED) {
            end.write(buffer.flip());
            buffer.clear();
        }
    }

    private static void sayGoodbye(DeviceEnd end) throws IOException {
        end.write(ByteBuffer.wrap("bye".getBytes(StandardCharsets.US_ASCII)));
    }

    private static <E extends Exception> void fail(DeviceEnd end, E e) throws E, IOException {
        if (e instanceof IOException) end.read(ByteBuffer.allocate(1), LONG);
        throw e;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
