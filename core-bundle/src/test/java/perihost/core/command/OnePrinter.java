package perihost.core.command;

import java.io.IOException;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import perihost.api.command.Response;
import perihost.api.device.DeviceState;
import perihost.api.event.DeviceEvent;
import perihost.core.Bench;
import perihost.core.ScriptedPrinter;
import perihost.core.journal.Journal;

/** What the tests of printing share: a host with one printer. */
public abstract class OnePrinter {
    private static final int HASTE = 6; // commands are answered in time on a machine that does much else

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    final ScriptedPrinter printer = printer();
    Bench bench;
    Runnable leave;

    ScriptedPrinter printer() {
        return new ScriptedPrinter();
    }

    Bench bench() throws IOException {
        return new Bench(folder.getRoot().toPath(), HASTE, Journal::open);
    }

    @Before
    public void start() throws IOException {
        bench = bench();
        leave = bench.drivers.come("p1", printer);
        bench.awaitState(DeviceState.READY);
    }

    @After
    public void stop() {
        bench.close();
    }

    /** Prints a job whose id is the command's. */
    Response print(String id) {
        return bench.answer(id, "printer_print", "jobId", id, "data", "SGVsbG8K");
    }

    /** The next job's end. */
    DeviceEvent ended() {
        List<DeviceEvent> all = bench.eventsUntil(e -> e.eventType().equals("printer_job_complete"));
        return all.get(all.size() - 1);
    }
}
