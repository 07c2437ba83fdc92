package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.api.command.Command;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.core.Bench;
import perihost.core.ScriptedPrinter;
import perihost.core.journal.Journal;

/** How many answers are kept for duplicates, and for how long (C1, C3). */
public class AnswersTest {
    private static final int HASTE = 6; // commands are answered in time on a machine that does much else
    private static final Handler QUERY = Handler.query("query", asked -> {});
    private static final Handler ACT = Handler.act("act", asked -> {}, (open, device) -> {});
    private static final Handler DAY = Handler.act("day", Duration.ofDays(1), asked -> {}, (open, device) -> {});

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final AtomicLong now = new AtomicLong();
    private final Answers answers = new Answers(now::get);

    private static Command command(String id) {
        return Bench.command(id, "any");
    }

    private void keep(Handler handler, String id) {
        answers.keep(handler, command(id), Response.ok(ProtocolVersion.V1_1, id, 7, Map.of("id", id)));
    }

    private boolean has(String id) {
        return answers.find(command(id)).isPresent();
    }

    @Test
    public void keepsTenThousandQueriesAndLetsTheOldestGo() {
        keep(ACT, "act");
        for (int i = 0; i < 10_001; i++) keep(QUERY, "q" + i);
        assertFalse(has("q0"));
        assertTrue(has("q1"));
        assertTrue(has("q10000"));
        assertTrue("of acts none goes for it", has("act"));
    }

    @Test
    public void letsNoActGoBeforeItsTimeAndIsFullThen() {
        keep(DAY, "day");
        for (int i = 1; i < 100_000; i++) {
            assertFalse(answers.full());
            keep(ACT, "a" + i);
        }
        assertTrue(answers.full());
        assertTrue(has("day") && has("a1"));
        now.addAndGet(Duration.ofHours(1).toMillis());
        assertFalse("an hour is over", answers.full());
        assertFalse(has("a1"));
        assertTrue(has("day"));
    }

    @Test
    public void tellsNoDeviceWhatItCouldNotAnswerAgain() throws IOException {
        for (int i = 0; i < 100_000; i++) keep(ACT, "a" + i);
        try (Bench bench = new Bench(folder.getRoot().toPath(), HASTE, Journal::open)) {
            ScriptedPrinter printer = new ScriptedPrinter();
            bench.drivers.come("p1", printer);
            bench.awaitState(DeviceState.READY);
            Dispatcher full = dispatcher(bench);
            Response refused = Bench.await(full.execute(print("c1")));
            assertEquals(
                    ErrorCode.PROCESSING_ERROR, refused.error().orElseThrow().code());
            assertEquals(List.of(), printer.printed);
            now.addAndGet(Duration.ofHours(1).toMillis());
            assertEquals(
                    Response.Status.OK, Bench.await(full.execute(print("c1"))).status());
            bench.eventsUntil(e -> e.eventType().equals("printer_job_complete"));
            assertEquals(List.of("j"), printer.printed);
        }
    }

    private static Command print(String id) {
        return Bench.command(id, "printer_print", "jobId", "j", "data", "SGVsbG8K");
    }

    private Dispatcher dispatcher(Bench bench) {
        Ledger ledger = new Ledger(bench.journal, bench.core, bench.clock, answers);
        Acts acts = new Acts(ledger, new Devices(bench.registry, Map::of), bench.core);
        Map<String, Handler> handlers =
                new PrinterCommands(acts).handlers().stream().collect(Collectors.toMap(Handler::type, h -> h));
        return new Dispatcher(handlers, answers, bench.registry, bench.core, bench.clock);
    }
}
