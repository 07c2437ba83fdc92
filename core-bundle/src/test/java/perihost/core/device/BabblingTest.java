package perihost.core.device;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.api.command.Response.Status;
import perihost.api.device.Condition;
import perihost.api.device.DeviceState;
import perihost.api.event.DeviceEvent;
import perihost.api.printer.PrintOutcome.Printed;
import perihost.core.Bench;
import perihost.core.ScriptedPrinter;
import perihost.core.journal.Journal;

/** Drivers that report without end: bounded, paced, and nobody else's trouble. */
public class BabblingTest {
    private static final int HASTE = 6; // commands are answered in time on a machine that does much else
    private static final int MILLION = 1_000_000;
    private static final int BURST = 20; // what is told at once, whatever comes after it
    private static final Condition ERROR = Condition.error("COVER_OPEN");
    private static final Condition READY = Condition.ready();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ScriptedPrinter babbler = new ScriptedPrinter();
    private final ScriptedPrinter quiet = new ScriptedPrinter();
    private final List<DeviceEvent> babbled = new ArrayList<>();
    private Bench bench;

    @Before
    public void start() throws IOException {
        bench = new Bench(folder.getRoot().toPath(), HASTE, Journal::open);
        bench.drivers.come("p1", babbler);
        bench.awaitState(DeviceState.READY);
        bench.drivers.come("p2", quiet);
        bench.awaitState(DeviceState.READY);
    }

    @After
    public void stop() {
        bench.close();
    }

    private void print(String deviceId, String id) {
        assertEquals(
                Status.OK,
                bench.answer(id, "printer_print", "deviceId", deviceId, "jobId", id, "data", "SGVsbG8K")
                        .status());
    }

    /** Takes all events up to the first of the babbler that shows HUNG. */
    private void untilHung() {
        collect(e -> e.deviceId().equals("p1") && e.data().get("state").equals(DeviceState.HUNG.code()));
    }

    private void collect(java.util.function.Predicate<DeviceEvent> last) {
        bench.eventsUntil(last).stream().filter(e -> e.deviceId().equals("p1")).forEach(babbled::add);
    }

    @Test
    public void keepsTheNewestOfAMillionConditionsReportedInACall() {
        babbler.work = job -> {
            for (int i = 0; i < MILLION; i++) babbler.context.report(i % 2 == 0 ? ERROR : READY);
            babbler.context.report(Condition.hung("the last word"));
            return CompletableFuture.completedFuture(new Printed());
        };
        print("p1", "j1");
        untilHung();
        assertEquals(
                1,
                babbled.stream()
                        .filter(e -> e.eventType().equals("printer_job_complete"))
                        .count());
        assertTrue("told " + babbled.size(), babbled.size() <= BURST);
        assertEquals("the last word", bench.registry.snapshots().get(0).lastError());
    }

    @Test
    public void keepsTheNewestOfAMillionConditionsThatTheCoreHadNoTimeFor() {
        Runnable go = bench.stop();
        for (int i = 0; i < MILLION; i++) babbler.context.report(i % 2 == 0 ? ERROR : READY);
        babbler.context.report(Condition.hung("the last word"));
        go.run();
        untilHung();
        assertTrue("told " + babbled.size(), babbled.size() <= BURST);
    }

    @Test
    public void printsOnWhileAnotherDriverReportsWithoutEnd() throws InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        long since = System.nanoTime();
        Thread thread = babbler.context.threads().newThread(() -> {
            while (!enough.get()) {
                babbler.context.report(ERROR);
                babbler.context.report(READY);
            }
            babbler.context.report(Condition.hung("the last word"));
        });
        thread.start();
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String id = "j" + i;
            jobs.add(id);
            print("p2", id);
            collect(e -> e.commandId().equals(java.util.Optional.of(id))
                    && e.eventType().equals("printer_job_complete"));
        }
        enough.set(true);
        thread.join();
        untilHung();
        assertEquals(jobs, quiet.printed);
        long most = BURST + 1 + bench.core.passed(since).dividedBy(Duration.ofMillis(100)); // ten a second
        assertTrue("told " + babbled.size() + " of at most " + most, babbled.size() <= most);
    }
}
