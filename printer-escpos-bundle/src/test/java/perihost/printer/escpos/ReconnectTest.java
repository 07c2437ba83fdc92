package perihost.printer.escpos;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.Test;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;
import perihost.api.line.LineException.Kind;
import perihost.api.printer.PrintFailure;
import perihost.api.printer.PrintJob;
import perihost.api.printer.PrintOutcome.NotPrinted;
import perihost.api.printer.PrintOutcome.Printed;

/** A line that is kept open: unplugged, replugged, reset. */
public class ReconnectTest {
    private static final Condition CONNECTING = Condition.connecting();
    private static final Condition READY = Condition.ready();
    private static final Condition UNPLUGGED = Condition.disconnected("unplugged");
    private static final Condition REFUSED = Condition.disconnected("refused");
    private static final byte[] JOB = {27, 64, 65, 10};

    private final TestContext host = new TestContext(true);

    @Test
    public void isDisconnectedUntilItIsPluggedIn() {
        printer(host, 0);
        assertEquals(List.of(CONNECTING, REFUSED), host.news());
        host.pass(Duration.ofSeconds(7));
        assertEquals(seconds(0, 1, 3, 7), host.openedAt);
        host.gives();
        host.pass(Duration.ofSeconds(4));
        assertEquals(
                List.of(CONNECTING, REFUSED, CONNECTING, REFUSED, CONNECTING, REFUSED, CONNECTING, READY), host.news());
        host.pass(Duration.ofHours(1));
        assertEquals(List.of(), host.news());
        assertEquals(5, host.openedAt.size());
    }

    @Test
    public void triesAtOnceWhenUnpluggedThenEveryFourSeconds() {
        ScriptedLine line = host.gives();
        printer(host, 0);
        host.pass(Duration.ofSeconds(10));
        host.news();
        line.unplug();
        host.pass(Duration.ofHours(1));
        assertEquals(
                List.of(UNPLUGGED, CONNECTING, REFUSED, CONNECTING), host.news().subList(0, 4));
        assertTrue(line.closed);
        assertEquals(seconds(0, 10, 11, 13, 17, 21, 25), host.openedAt.subList(0, 7));
        host.gives();
        host.pass(Duration.ofSeconds(4));
        assertEquals("within 5 s of the replug", List.of(CONNECTING, READY), host.news());
    }

    @Test
    public void retriesAreSpreadButNeverLater() {
        printer(host, 1);
        host.pass(Duration.ofSeconds(8));
        assertEquals(
                List.of(Duration.ZERO, Duration.ofMillis(800), Duration.ofMillis(2400), Duration.ofMillis(5600)),
                host.openedAt);
    }

    @Test
    public void aLineThatIsLostAgainAndAgainIsNotOpenedInALoop() {
        for (int i = 0; i < 100; i++) host.gives().unplug();
        printer(host, 0);
        host.pass(Duration.ofSeconds(60));
        assertTrue(host.openedAt.size() + " tries in a minute", host.openedAt.size() < 20);
    }

    @Test
    public void opensTheLineAgainAfterEachJobAndWatchesIt() {
        host.gives();
        EscposPrinter printer = printer(host, 0);
        ScriptedLine second = host.gives();
        host.news();
        print(printer);
        assertEquals("no flicker", List.of(new Printed()), host.news());
        host.gives();
        print(printer);
        assertEquals(List.of(new Printed()), host.news());
        assertEquals(4, second.taken.size());
        assertEquals(seconds(0, 0, 0), host.openedAt);
        host.opened.get(2).unplug();
        host.gives();
        host.pass(Duration.ZERO);
        assertEquals(List.of(UNPLUGGED, CONNECTING, READY), host.news());
    }

    @Test
    public void isDisconnectedIfTheLineIsGoneAfterTheJob() {
        host.gives();
        EscposPrinter printer = printer(host, 0);
        host.news();
        print(printer);
        assertEquals(List.of(new Printed(), REFUSED), host.news());
        host.gives();
        host.pass(Duration.ofSeconds(1));
        assertEquals(List.of(CONNECTING, READY), host.news());
    }

    @Test
    public void aLineLostUnnoticedIsReplacedBeforeTheFirstByte() {
        ScriptedLine stale = host.gives();
        EscposPrinter printer = printer(host, 0);
        host.news();
        stale.unplug();
        ScriptedLine fresh = host.gives();
        host.gives();
        print(printer);
        assertEquals(List.of(new Printed()), host.news());
        assertEquals(0, stale.taken.size());
        assertEquals(4, fresh.taken.size());
    }

    @Test
    public void tellsTheOutcomeBeforeTheLoss() {
        host.gives(new ScriptedLine().takes(2, Kind.LOST));
        EscposPrinter printer = printer(host, 0);
        host.news();
        print(printer);
        assertEquals(
                List.of(
                        new NotPrinted(PrintFailure.LINE_LOST, "write: LOST", 2),
                        Condition.disconnected("write: LOST")),
                host.news());
        host.gives();
        host.pass(Duration.ofSeconds(1));
        assertEquals(List.of(CONNECTING, READY), host.news());
    }

    @Test
    public void aStuckPrinterStaysHungUntilItsLineIsOpenAgain() {
        host.gives(new ScriptedLine().takes(2, Kind.TIMEOUT));
        EscposPrinter printer = printer(host, 0);
        host.news();
        print(printer);
        assertEquals(List.of(new NotPrinted(PrintFailure.TIMEOUT, "write: TIMEOUT", 2)), host.news());
        host.gives();
        host.pass(Duration.ofSeconds(1));
        assertEquals(List.of(CONNECTING, READY), host.news());
    }

    @Test
    public void aJobDoesNotWaitForTheNextTryToReconnect() {
        EscposPrinter printer = printer(host, 0);
        host.pass(Duration.ofSeconds(4));
        host.news();
        host.gives();
        host.gives();
        print(printer);
        assertEquals(List.of(new Printed()), host.news());
        host.pass(Duration.ofMinutes(1));
        assertEquals("the old try was dropped", seconds(0, 1, 3, 4, 4), host.openedAt);
    }

    @Test
    public void resetInTheMiddleOfAJobEndsItAndOpensANewLine() {
        EscposPrinter printer = printer(host, 0);
        host.pass(Duration.ZERO);
        host.news();
        print(printer);
        assertEquals("waits for its next try", List.of(), host.news());
        ScriptedLine line = host.gives();
        reset(printer);
        assertEquals(
                List.of(new NotPrinted(PrintFailure.LINE_LOST, "the printer was reset", 0), CONNECTING, READY, "done"),
                host.news());
        host.pass(Duration.ofMinutes(1));
        assertEquals("the job's next try was dropped", 0, line.taken.size());
        assertEquals(3, host.openedAt.size());
    }

    @Test
    public void resetAfterTheHostCutAWriteOffOpensANewLine() {
        ScriptedLine cut = new ScriptedLine();
        host.gives(cut.takes(3, cut::close));
        EscposPrinter printer = printer(host, 0);
        host.news();
        print(printer);
        host.gives();
        reset(printer);
        assertEquals(
                List.of(
                        new NotPrinted(PrintFailure.LINE_LOST, "write: CLOSED", 3),
                        Condition.disconnected("write: CLOSED"),
                        CONNECTING,
                        READY,
                        "done"),
                host.news());
        host.pass(Duration.ofMinutes(1));
        assertEquals("the job's own reconnect was dropped", 2, host.openedAt.size());
    }

    @Test
    public void resetTriesAsLongAsItMay() {
        EscposPrinter printer = printer(host, 0);
        host.news();
        reset(printer);
        assertEquals(List.of(CONNECTING, REFUSED), host.news());
        host.gives();
        host.pass(Duration.ofSeconds(1));
        assertEquals(List.of(CONNECTING, READY, "done"), host.news());
    }

    @Test
    public void resetFailsWithinItsLimitAndTheTriesGoOn() {
        EscposPrinter printer = printer(host, 0);
        host.news();
        reset(printer);
        host.pass(Duration.ofSeconds(3));
        assertEquals(CONNECTING, host.told.get(4));
        DeviceException failure = (DeviceException) host.told.get(6);
        assertEquals(ErrorCode.PROCESSING_ERROR, failure.code());
        host.gives();
        host.pass(Duration.ofSeconds(4));
        assertEquals("the tries go on", READY, host.told.get(8));
    }

    @Test
    public void resetAtASilentPeerFailsWithinItsLimit() {
        EscposPrinter printer = printer(host, 0);
        host.isSilent();
        CompletionStage<Void> done = reset(printer);
        assertTrue(done.toCompletableFuture().isCompletedExceptionally());
        assertEquals(seconds(0, 0), host.openedAt);
        assertEquals("of 4 s", Duration.ofSeconds(3), host.sinceStart());
    }

    @Test
    public void resetOfACalledPrinterIsDoneAtOnce() {
        TestContext called = new TestContext(false);
        EscposPrinter printer = printer(called, 0);
        called.note(printer.print(new PrintJob("job", ByteBuffer.wrap(JOB))));
        called.pass(Duration.ZERO);
        called.pass(Duration.ofSeconds(2));
        called.news();
        called.note(printer.reset());
        assertEquals(List.of(READY, "done"), called.news());
        called.pass(Duration.ofMinutes(1));
        assertEquals("no probes any more", 3, called.openedAt.size());
    }

    @Test
    public void aLineThatCannotBeMadeIsAnErrorThatSaysWhy() {
        EscposPrinter printer = new EscposPrinter(
                new EscposSettings("bad:", Duration.ofSeconds(3), Duration.ofSeconds(10)), () -> 0, host::nanoTime);
        printer.open(host);
        host.pass(Duration.ofMinutes(1));
        assertEquals(List.of(Condition.error("no such line")), host.news());
    }

    @Test
    public void letsGoOfEverythingWhenClosed() {
        ScriptedLine line = host.gives();
        EscposPrinter printer = printer(host, 0);
        printer.close();
        assertTrue(line.closed);
        host.news();
        host.pass(Duration.ofMinutes(1));
        assertEquals(List.of(), host.news());
        host.gives();
        printer.open(host);
        host.pass(Duration.ZERO);
        assertEquals(List.of(CONNECTING, READY), host.news());
    }

    private static EscposPrinter printer(TestContext host, double chance) {
        EscposPrinter printer = new EscposPrinter(
                new EscposSettings("test:", Duration.ofSeconds(3), Duration.ofSeconds(10)),
                () -> chance,
                host::nanoTime);
        printer.open(host);
        host.pass(Duration.ZERO);
        return printer;
    }

    private void print(EscposPrinter printer) {
        host.note(printer.print(new PrintJob("job", ByteBuffer.wrap(JOB))));
        host.pass(Duration.ZERO);
    }

    private CompletionStage<Void> reset(EscposPrinter printer) {
        return host.note(printer.reset());
    }

    private static List<Duration> seconds(long... seconds) {
        return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
    }
}
