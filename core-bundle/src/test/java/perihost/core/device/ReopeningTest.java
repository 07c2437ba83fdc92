package perihost.core.device;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.api.device.Condition;
import perihost.api.device.DeviceContext;
import perihost.api.device.DeviceExecutor;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;
import perihost.api.line.Line;
import perihost.core.Bench;
import perihost.core.FedLine;
import perihost.core.ScriptedPrinter;
import perihost.core.device.DeviceRegistry.Configured;

/** What is left of a driver's opening when the device is closed, opened anew, or given to the next driver. */
public class ReopeningTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final LinkedBlockingQueue<FedLine> lines = new LinkedBlockingQueue<>();
    private Bench bench;

    @Before
    public void start() throws IOException {
        bench = new Bench(folder.getRoot().toPath());
        bench.lines.put("fed", FedLine.provider(lines));
        Configured printer = new Configured(DeviceType.PRINTER, Optional.empty());
        bench.core.execute(() -> bench.registry.configure(Map.of("p1", printer)));
    }

    @After
    public void stop() {
        bench.close();
    }

    private DeviceContext come(ScriptedPrinter printer) {
        bench.drivers.come("p1", printer);
        bench.awaitState(DeviceState.READY);
        return Bench.take(printer.openings);
    }

    @Test
    public void callsAListenerThatThrewNotBeforeItIsOpenedAnew() {
        LinkedBlockingQueue<DeviceContext> heard = new LinkedBlockingQueue<>();
        ScriptedPrinter printer = new ScriptedPrinter() {
            @Override
            public void open(DeviceContext given) throws Exception {
                Line line = given.open("fed:", Duration.ofSeconds(1));
                given.listen(line, () -> {
                    heard.add(given);
                    throw new IllegalStateException("a fault of the driver");
                });
                super.open(given);
            }
        };
        DeviceContext first = come(printer);
        FedLine line = lines.remove();
        for (int i = 0; i < 100; i++) line.feed();
        DeviceContext second = Bench.take(printer.openings);
        lines.remove().feed();
        Bench.take(printer.openings);
        assertEquals(List.of(first, second), List.copyOf(heard));
    }

    @Test
    public void letsTheNextDriverInWhateverTheFirstThrewAtItsEnd() {
        ScriptedPrinter first = new ScriptedPrinter() {
            @Override
            public void close() {
                throw new NoClassDefFoundError("a class of the driver");
            }
        };
        Runnable leave = bench.drivers.come("p1", first);
        bench.awaitState(DeviceState.READY);
        ScriptedPrinter next = new ScriptedPrinter();
        bench.drivers.come("p1", next); // waits until the first has gone
        leave.run();
        Bench.take(next.openings);
        bench.awaitState(DeviceState.READY);
    }

    @Test
    public void opensADriverAnewWhateverItThrewAtItsClose() {
        ScriptedPrinter printer = new ScriptedPrinter() {
            @Override
            public void close() {
                throw new NoClassDefFoundError("a class of the driver");
            }
        };
        come(printer);
        printer.fault();
        Bench.take(printer.openings);
        bench.awaitState(DeviceState.READY);
    }

    @Test
    public void holdsASlowOpenAgainstNoOtherDriver() {
        CountDownLatch opens = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ScriptedPrinter slow = new ScriptedPrinter() {
            @Override
            public void open(DeviceContext given) {
                opens.countDown();
                Bench.block(go);
            }
        };
        Runnable leave = bench.drivers.come("p1", slow);
        Bench.await(opens);
        leave.run();
        come(new ScriptedPrinter());
        bench.pass(Duration.ofSeconds(11)); // the slow one had 10 s
        assertEquals(DeviceState.READY, bench.device().state());
        assertEquals(Optional.empty(), bench.leftover());
        go.countDown();
    }

    @Test
    public void opensADriverAnewThatCameUpLateWithoutAWord() {
        CountDownLatch go = new CountDownLatch(1);
        ScriptedPrinter late = new ScriptedPrinter() {
            @Override
            public void open(DeviceContext given) throws Exception {
                super.open(given);
                Bench.block(go);
            }
        };
        come(late);
        bench.awaitState(DeviceState.HUNG);
        go.countDown();
        Bench.take(late.openings);
        bench.awaitState(DeviceState.READY);
    }

    @Test
    public void opensADriverAnewThatWasStuckTwiceInItsOpening() {
        ScriptedPrinter stuck = new ScriptedPrinter() {
            private int openings;

            @Override
            public void open(DeviceContext given) throws Exception {
                if (openings++ == 0) for (int i = 0; i < 2; i++) waitToBeInterrupted();
                super.open(given);
            }
        };
        come(stuck);
    }

    private static void waitToBeInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException expected) {
            // and goes on
        }
    }

    @Test
    public void runsNoTaskOrTimerOfAnOpeningThatIsOver() {
        LinkedBlockingQueue<String> ran = new LinkedBlockingQueue<>();
        ScriptedPrinter printer = new ScriptedPrinter() {
            @Override
            public void close() {
                context.executor().execute(() -> ran.add("a task of the old one"));
                context.executor().after(Duration.ZERO, () -> ran.add("a timer of the old one"));
            }
        };
        DeviceContext old = come(printer);
        old.executor().after(Duration.ofDays(1), () -> ran.add("never"));
        printer.fault();
        DeviceExecutor executor = Bench.take(printer.openings).executor();
        executor.execute(() -> executor.after(
                Duration.ZERO, () -> executor.execute(() -> executor.after(Duration.ZERO, () -> ran.add("the end")))));
        assertEquals("the end", Bench.take(ran));
    }

    @Test
    public void givesNothingAndHearsNothingOnceItIsOver() {
        ScriptedPrinter printer = new ScriptedPrinter();
        DeviceContext old = come(printer);
        DeviceExecutor executor = old.executor();
        ThreadFactory threads = old.threads();
        printer.fault();
        Bench.take(printer.openings);
        bench.awaitState(DeviceState.READY);
        assertThrows(IllegalStateException.class, old::executor);
        assertThrows(IllegalStateException.class, () -> executor.execute(() -> {}));
        assertThrows(IllegalStateException.class, () -> executor.after(Duration.ZERO, () -> {}));
        assertThrows(IllegalStateException.class, old::threads);
        assertThrows(IllegalStateException.class, () -> threads.newThread(() -> {}));
        assertThrows(IllegalStateException.class, () -> old.open("fed:", Duration.ofSeconds(1)));
        assertThrows(IllegalStateException.class, () -> old.listen(new FedLine(), () -> {}));
        assertThrows(IllegalStateException.class, () -> old.keptOpen("fed:"));
        old.report(Condition.error("nobody's trouble"));
        printer.context.report(Condition.hung("the new one's"));
        assertEquals(DeviceState.HUNG.code(), bench.event().data().get("state"));
    }
}
