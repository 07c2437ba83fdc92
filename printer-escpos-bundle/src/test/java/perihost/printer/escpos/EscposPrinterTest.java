package perihost.printer.escpos;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;
import perihost.api.line.LineException.Kind;
import perihost.api.printer.PrintFailure;
import perihost.api.printer.PrintJob;
import perihost.api.printer.PrintOutcome.NotPrinted;
import perihost.api.printer.PrintOutcome.Printed;
import perihost.api.printer.PrinterCapabilities;

/** Jobs, from the first try to connect to their outcome. */
public class EscposPrinterTest {
    private static final byte[] JOB = job(10_000);

    private final TestContext called = new TestContext(false);
    private final TestContext kept = new TestContext(true);

    @Test
    public void aCalledPrinterIsReadyWithoutBeingCalled() {
        printer(called);
        assertEquals(List.of(Condition.ready()), called.news());
        called.pass(Duration.ofHours(1));
        assertEquals(List.of(), called.news());
        assertEquals("no probe: a one-job server gets the job first", 0, called.openedAt.size());
    }

    @Test
    public void sendsTheExactBytesInChunksAndFinishes() {
        EscposPrinter printer = printer(called);
        called.news();
        ScriptedLine line = called.gives();
        print(called, printer, JOB);
        assertEquals(List.of(new Printed()), called.news());
        assertArrayEquals(JOB, line.taken.toByteArray());
        assertEquals(List.of(4096, 4096, 1808), line.writes);
        assertTrue(line.finished);
        called.pass(Duration.ofMinutes(1));
        assertEquals("not called again before the next job", 1, called.openedAt.size());
    }

    @Test
    public void sendsFromWhereTheJobBeginsInItsBuffer() {
        EscposPrinter printer = printer(called);
        ScriptedLine line = called.gives();
        printer.print(new PrintJob("part", ByteBuffer.wrap(JOB, 100, 5000)));
        called.pass(Duration.ZERO);
        assertArrayEquals(Arrays.copyOfRange(JOB, 100, 5100), line.taken.toByteArray());
    }

    @Test
    public void connectsInThreeTriesOneSecondApart() {
        EscposPrinter printer = printer(called);
        called.news();
        called.refuses(2);
        ScriptedLine line = called.gives();
        print(called, printer, JOB);
        assertEquals("nothing yet", List.of(), called.news());
        called.pass(Duration.ofSeconds(2));
        assertEquals(List.of(new Printed()), called.news());
        assertEquals(List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(2)), called.openedAt);
        assertArrayEquals(JOB, line.taken.toByteArray());
    }

    @Test
    public void isOfflineAfterThreeTriesAndReadyWhenAProbeReachesIt() {
        EscposPrinter printer = printer(called);
        called.news();
        print(called, printer, JOB);
        called.pass(Duration.ofSeconds(2));
        assertEquals(List.of(new NotPrinted(PrintFailure.OFFLINE, "refused", 0)), called.news());
        assertEquals(3, called.openedAt.size());

        called.pass(Duration.ofSeconds(11)); // probes 1, 2, 4 and 4 s apart
        assertEquals("ERROR stays", List.of(), called.news());
        assertEquals(seconds(0, 1, 2, 3, 5, 9, 13), called.openedAt);
        ScriptedLine probe = called.gives();
        called.pass(Duration.ofSeconds(4));
        assertEquals(List.of(Condition.ready()), called.news());
        assertEquals("a probe sends nothing", 0, probe.taken.size());
        assertTrue(probe.closed);
        called.pass(Duration.ofMinutes(1));
        assertEquals("no more probes", 8, called.openedAt.size());
    }

    @Test
    public void aSilentPeerIsOfflineWithinTheTimeOfTheJob() {
        EscposPrinter printer = printer(called);
        called.news();
        called.isSilent().isSilent().isSilent();
        print(called, printer, JOB);
        called.pass(Duration.ofSeconds(1));
        called.pass(Duration.ofSeconds(1));
        assertEquals(List.of(new NotPrinted(PrintFailure.OFFLINE, "no answer", 0)), called.news());
        assertEquals("within 20 s", Duration.ofSeconds(11), called.sinceStart());
    }

    @Test
    public void noByteIsEverSentTwiceWhereverTheLineBreaks() {
        for (Kind kind : new Kind[] {Kind.LOST, Kind.TIMEOUT, Kind.CLOSED})
            for (int at : new int[] {1, 2, 4095, 4096, 4097, 8192, 9999}) {
                TestContext context = new TestContext(at % 2 == 0);
                ScriptedLine broken = new ScriptedLine().takes(at, kind);
                context.gives(broken);
                EscposPrinter printer = printer(context);
                print(context, printer, JOB);
                for (int i = 0; i < 5; i++) context.gives();
                context.pass(Duration.ofMinutes(2));
                String what = kind + " at " + at;
                PrintFailure failure = kind == Kind.TIMEOUT ? PrintFailure.TIMEOUT : PrintFailure.LINE_LOST;
                assertTrue(what, context.told.contains(new NotPrinted(failure, "write: " + kind, at)));
                assertArrayEquals(what, Arrays.copyOf(JOB, at), sent(context));
                assertEquals(what, Condition.ready(), context.told.get(context.told.size() - 1));
            }
    }

    @Test
    public void aLineThatTookNothingIsOpenedAgain() {
        EscposPrinter printer = printer(called);
        called.news();
        called.gives(new ScriptedLine().takes(0, Kind.LOST));
        ScriptedLine line = called.gives();
        print(called, printer, JOB);
        called.pass(Duration.ofSeconds(1));
        assertEquals(List.of(new Printed()), called.news());
        assertArrayEquals(JOB, line.taken.toByteArray());

        for (int i = 0; i < 3; i++) called.gives(new ScriptedLine().takes(0, Kind.LOST));
        print(called, printer, JOB);
        called.pass(Duration.ofSeconds(2));
        assertEquals(List.of(new NotPrinted(PrintFailure.LINE_LOST, "write: LOST", 0)), called.news());
    }

    @Test
    public void aStuckPrinterHangsAfterTheWriteTimeOut() {
        EscposPrinter printer = printer(called);
        called.news();
        called.gives(new ScriptedLine().takes(0, Kind.TIMEOUT));
        print(called, printer, JOB);
        assertEquals(List.of(new NotPrinted(PrintFailure.TIMEOUT, "write: TIMEOUT", 0)), called.news());
        assertEquals(Duration.ofSeconds(10), called.sinceStart());
        called.pass(Duration.ofSeconds(100)); // probes 1, 2, 4, 8, 16 and 30 s apart
        assertEquals(seconds(0, 11, 13, 17, 25, 41, 71, 101), called.openedAt);
    }

    @Test
    public void aSlowPrinterIsNotStuckUntilTheJobsTimeIsOver() {
        EscposPrinter printer = printer(called);
        called.news();
        ScriptedLine slow = called.gives(new ScriptedLine().takesEachTime(3000));
        print(called, printer, JOB); // 7 writes, of which 3 take their whole 10 s
        assertEquals(List.of(new Printed()), called.news());
        assertArrayEquals(JOB, slow.taken.toByteArray());

        called.gives(new ScriptedLine().takesEachTime(100));
        Duration before = called.sinceStart();
        print(called, printer, JOB);
        String why = "the printer did not take the job in time";
        assertEquals(List.of(new NotPrinted(PrintFailure.TIMEOUT, why, 400)), called.news());
        assertEquals(
                "before the host's 20 s and 2 ms for each byte",
                Duration.ofSeconds(39),
                called.sinceStart().minus(before));
    }

    @Test
    public void isPrintedOnlyIfTheLineFinishedWell() {
        EscposPrinter printer = printer(called);
        called.news();
        called.gives(new ScriptedLine().finishFails(Kind.LOST, "reset by peer"));
        print(called, printer, JOB);
        called.gives();
        called.pass(Duration.ofSeconds(1));
        called.gives(new ScriptedLine().finishFails(Kind.TIMEOUT, "not acknowledged"));
        print(called, printer, JOB);
        assertEquals(
                List.of(
                        new NotPrinted(PrintFailure.LINE_LOST, "reset by peer", JOB.length),
                        Condition.ready(),
                        new NotPrinted(PrintFailure.TIMEOUT, "not acknowledged", JOB.length)),
                called.news());
        assertEquals("job, probe, job", 3, called.openedAt.size());
    }

    @Test
    public void dropsWhatThePrinterSays() {
        ScriptedLine line = kept.gives();
        EscposPrinter printer = printer(kept);
        line.says((byte) 0x12);
        kept.pass(Duration.ZERO);
        assertTrue("while idle", line.heardAll());
        line.says((byte) 0x16, (byte) 0x00);
        kept.news();
        kept.gives();
        print(kept, printer, JOB);
        assertTrue("before a chunk", line.heardAll());
        assertEquals(List.of(new Printed()), kept.news());
    }

    @Test
    public void printsOnALineThatCannotAnswer() {
        ScriptedLine line = kept.gives(new ScriptedLine().writeOnly());
        EscposPrinter printer = printer(kept);
        print(kept, printer, JOB);
        assertArrayEquals(JOB, line.taken.toByteArray());
        assertTrue(line.finished);
    }

    @Test
    public void refusesASecondJobMeanwhile() {
        EscposPrinter printer = printer(called);
        called.refuses(1);
        ScriptedLine line = called.gives();
        print(called, printer, JOB);
        called.news();
        print(called, printer, new byte[] {1});
        DeviceException refusal = (DeviceException) called.news().get(0);
        assertEquals(ErrorCode.DEVICE_NOT_READY, refusal.code());
        called.pass(Duration.ofSeconds(1));
        assertArrayEquals(JOB, line.taken.toByteArray());
    }

    @Test
    public void saysOfItselfWhatIsTrue() {
        PrinterCapabilities can = printer(called).capabilities();
        assertEquals(new PrinterCapabilities(false, false, false, Map.of("language", "escpos")), can);
    }

    @Test
    public void refusesTimesOutOfRange() {
        Duration good = Duration.ofSeconds(1);
        for (long ms : new long[] {-1, 99, 5001})
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new EscposSettings("sim:escpos", Duration.ofMillis(ms), good));
        for (long ms : new long[] {0, 99, 60_001})
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new EscposSettings("sim:escpos", good, Duration.ofMillis(ms)));
        assertFalse(new EscposSettings("sim:escpos", Duration.ofMillis(100), Duration.ofSeconds(60))
                .connectTimeout()
                .isZero());
    }

    private static EscposPrinter printer(TestContext context) {
        Duration writeTimeout = Duration.ofSeconds(10);
        EscposPrinter printer = new EscposPrinter(
                new EscposSettings("test:", Duration.ofSeconds(3), writeTimeout), () -> 0, context::nanoTime);
        printer.open(context);
        context.pass(Duration.ZERO);
        return printer;
    }

    private static void print(TestContext context, EscposPrinter printer, byte[] data) {
        context.note(printer.print(new PrintJob("job", ByteBuffer.wrap(data))));
        context.pass(Duration.ZERO);
    }

    private static byte[] sent(TestContext context) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        context.opened.forEach(line -> all.writeBytes(line.taken.toByteArray()));
        return all.toByteArray();
    }

    private static List<Duration> seconds(long... seconds) {
        return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
    }

    private static byte[] job(int size) {
        byte[] job = new byte[size];
        new Random(7).nextBytes(job);
        return job;
    }
}
