package perihost.printer.escpos;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.Test;
import perihost.api.device.Condition;
import perihost.api.printer.PrintFailure;
import perihost.api.printer.PrintJob;
import perihost.api.printer.PrintOutcome.NotPrinted;
import perihost.api.printer.PrintOutcome.Printed;

/** The time of day is set in the middle of something: what must last for a while lasts as long as ever. */
public class SetClockTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final byte[] JOB = new byte[10_000];

    private final TestContext host = new TestContext(true);

    @Test
    public void aJobIsNotOverBecauseTheClockWasPutForward() {
        EscposPrinter printer = printer();
        print(printer);
        host.setClockBy(DAY);
        ScriptedLine line = host.gives();
        host.gives();
        host.pass(Duration.ofSeconds(1));
        assertTrue(host.told.contains(new Printed()));
        assertEquals(JOB.length, line.taken.size());
    }

    @Test
    public void aJobIsOverInItsTimeThoughTheClockWasPutBack() {
        EscposPrinter printer = printer();
        print(printer);
        host.setClockBy(DAY.negated());
        host.gives(new ScriptedLine().takesEachTime(100));
        host.pass(Duration.ofSeconds(1));
        String why = "the printer did not take the job in time";
        assertTrue(host.told.contains(new NotPrinted(PrintFailure.TIMEOUT, why, 400)));
        assertEquals(Duration.ofSeconds(39), host.sinceStart());
    }

    @Test
    public void aResetHasItsTimeThoughTheClockIsSet() {
        for (Duration step : List.of(DAY, DAY.negated())) {
            TestContext context = new TestContext(true);
            EscposPrinter printer = open(context);
            context.note(printer.reset());
            context.setClockBy(step);
            context.pass(Duration.ofSeconds(1));
            assertEquals("not over yet", 0, ends(context));
            context.pass(Duration.ofSeconds(2));
            assertEquals("over in time", 1, ends(context));
        }
    }

    private static long ends(TestContext context) {
        return context.told.stream().filter(t -> !(t instanceof Condition)).count();
    }

    @Test
    public void aLineCountsAsStableByTheTimeThatItWasOpen() {
        ScriptedLine line = host.gives();
        printer();
        host.setClockBy(DAY.negated());
        host.pass(Duration.ofSeconds(10));
        line.unplug();
        host.gives();
        host.pass(Duration.ZERO);
        assertEquals("sought at once", 2, host.opened.size());
        host.setClockBy(DAY.multipliedBy(3));
        host.opened.get(1).unplug();
        host.gives();
        host.pass(Duration.ZERO);
        assertEquals("not at once again", 2, host.opened.size());
    }

    private EscposPrinter printer() {
        return open(host);
    }

    private static EscposPrinter open(TestContext context) {
        EscposSettings settings = new EscposSettings("test:", Duration.ofSeconds(3), Duration.ofSeconds(10));
        EscposPrinter printer = new EscposPrinter(settings, () -> 0, context::nanoTime);
        printer.open(context);
        context.pass(Duration.ZERO);
        return printer;
    }

    private void print(EscposPrinter printer) {
        host.note(printer.print(new PrintJob("job", ByteBuffer.wrap(JOB))));
        host.pass(Duration.ZERO);
    }
}
