package perihost.printer.escpos;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.Test;
import perihost.api.device.Condition;
import perihost.api.line.LineException.Kind;
import perihost.api.printer.PrintFailure;
import perihost.api.printer.PrintJob;
import perihost.api.printer.PrintOutcome.NotPrinted;
import perihost.api.printer.PrintOutcome.Printed;

/** The host closes the device, whatever it is at, and opens it anew: of what was before nothing comes after. */
public class ReopenedTest {
    private static final byte[] JOB = {27, 64, 65, 10};

    private final TestContext first = new TestContext(true);
    private final TestContext next = new TestContext(true);
    private final EscposPrinter printer = new EscposPrinter(
            new EscposSettings("test:", Duration.ofSeconds(3), Duration.ofSeconds(10)), () -> 0, first::nanoTime);

    @Test
    public void letsGoOfALineThatIsOpenWithoutAWord() {
        ScriptedLine line = first.gives();
        open(first);
        first.news();
        first.close(printer);
        assertTrue(line.closed);
        assertEquals(0, line.taken.size());
        assertNothingMore(first);
        assertPrintsOnce();
    }

    @Test
    public void closedBetweenTheTriesOfAJob() {
        open(first);
        print(first);
        first.gives();
        first.news();
        first.close(printer);
        assertNothingMore(first);
        assertPrintsOnce();
    }

    @Test
    public void closedAfterTheHostCutAWriteOff() {
        ScriptedLine cut = new ScriptedLine();
        first.gives(cut.takes(3, cut::close));
        open(first);
        first.news();
        print(first);
        assertEquals(
                List.of(
                        new NotPrinted(PrintFailure.LINE_LOST, "write: CLOSED", 3),
                        Condition.disconnected("write: CLOSED")),
                first.news());
        first.close(printer);
        assertNothingMore(first);
        assertPrintsOnce();
    }

    @Test
    public void closedWhenHung() {
        first.gives(new ScriptedLine().takes(2, Kind.TIMEOUT));
        open(first);
        print(first);
        first.news();
        first.close(printer);
        assertNothingMore(first);
        assertPrintsOnce();
    }

    @Test
    public void closedInTheMiddleOfAReset() {
        open(first);
        first.note(printer.reset());
        first.news();
        first.close(printer);
        assertNothingMore(first);
        assertPrintsOnce();
    }

    @Test
    public void aResetAfterItsJobsOpeningKnowsOfNoJob() {
        open(first);
        print(first);
        first.news();
        first.close(printer);
        next.gives();
        open(next);
        next.news();
        next.gives();
        next.note(printer.reset());
        assertEquals(List.of(Condition.connecting(), Condition.ready(), "done"), next.news());
        assertEquals("the host has ended that job", List.of(), first.news());
    }

    private void open(TestContext context) {
        printer.open(context);
        context.pass(Duration.ZERO);
    }

    private void print(TestContext context) {
        context.note(printer.print(new PrintJob("job", ByteBuffer.wrap(JOB))));
        context.pass(Duration.ZERO);
    }

    private static void assertNothingMore(TestContext closed) {
        int lines = closed.openedAt.size();
        closed.pass(Duration.ofMinutes(1));
        assertEquals(List.of(), closed.news());
        assertEquals("lines sought", lines, closed.openedAt.size());
    }

    private void assertPrintsOnce() {
        ScriptedLine line = next.gives();
        open(next);
        assertEquals(List.of(Condition.connecting(), Condition.ready()), next.news());
        ScriptedLine watched = next.gives();
        print(next);
        assertEquals(List.of(new Printed()), next.news());
        assertArrayEquals(JOB, line.taken.toByteArray());
        assertEquals(0, watched.taken.size());
        assertNothingMore(next);
    }
}
