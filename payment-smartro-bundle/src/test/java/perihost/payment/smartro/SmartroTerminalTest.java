package perihost.payment.smartro;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;
import perihost.api.line.LineException.Kind;
import perihost.api.payment.OpenPayment;
import perihost.api.payment.PaymentOutcome.Approved;
import perihost.api.payment.PaymentOutcome.NotStarted;
import perihost.api.payment.PaymentRequest;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.FrameDecoder;
import perihost.payment.smartro.protocol.Modules;
import perihost.payment.smartro.protocol.Sale;
import perihost.payment.smartro.protocol.Token;
import perihost.payment.smartro.protocol.Versions;
import perihost.payment.smartro.session.Settings;

/** The driver on a line: what it opens, reads, writes and reports, and when. */
public class SmartroTerminalTest {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final SmartroSettings SETTINGS = new SmartroSettings(
            "test:",
            new Settings(
                    "",
                    Set.of("card", "rf", "van", "link"),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(4),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(90)));

    private final FakeHost host = new FakeHost();
    private final SmartroTerminal terminal = new SmartroTerminal(SETTINGS, () -> 0, host::nanoTime);
    private final List<Character> heard = new ArrayList<>();
    private final Map<String, String> notes = new HashMap<>();
    private ByteBuffer last = sale("1");

    private static ByteBuffer sale(String number) {
        return new Sale(
                        '1',
                        '1',
                        "",
                        10_000,
                        "",
                        "",
                        "00",
                        number,
                        "20260126",
                        "123501",
                        "U" + number,
                        "M",
                        "T",
                        "01",
                        "",
                        "02",
                        "")
                .data("0000123456**********");
    }

    /** A line to a terminal that answers all but a payment, which it only acknowledges. */
    private ScriptedLine line() {
        ScriptedLine line = new ScriptedLine();
        FrameDecoder decoder = new FrameDecoder();
        return line.with(bytes -> decoder.feed(bytes, token -> {
            if (token instanceof Token.Whole whole) answer(line, whole.frame().job());
        }));
    }

    private void answer(ScriptedLine line, char job) {
        heard.add(job);
        line.says(new byte[] {0x06});
        if (job == 'A') says(line, 'a', new Modules('O', 'O', 'O', 'N').data());
        if (job == 'V') says(line, 'v', new Versions("B0", "B1", "APP").data());
        if (job == 'L') says(line, 'l', last);
        if (job == 'E') says(line, 'e', NOTHING);
    }

    private void says(ScriptedLine line, char job, ByteBuffer data) {
        LocalDateTime time = LocalDateTime.ofInstant(host.clock().instant(), ZoneOffset.ofHours(9));
        ByteBuffer bytes = Frame.of("1234567890", time, job, data).bytes();
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        line.says(array);
    }

    private ScriptedLine ready() {
        ScriptedLine line = host.gives(line());
        terminal.open(host);
        host.pass(Duration.ZERO);
        assertEquals(List.of(Condition.connecting(), Condition.ready()), host.news());
        heard.clear();
        return line;
    }

    private void start() {
        terminal.start(new PaymentRequest("c1", 10_000), notes::putAll).whenComplete((started, failure) -> {
            if (started == null) host.told.add(failure);
            else host.note(started.outcome());
        });
        host.pass(Duration.ZERO);
    }

    private static String number(Object outcome) {
        return ((Approved) outcome).approval().approvalNumber();
    }

    @Test
    public void takesAPayment() {
        ScriptedLine line = ready();
        start();
        assertEquals(List.of('B'), heard);
        says(line, 'b', sale("2"));
        host.pass(Duration.ZERO);
        assertEquals("2", number(host.news().get(0)));
        assertEquals("the baseline of the next", List.of('B', 'L'), heard);
    }

    @Test
    public void cancelsAPayment() {
        ready();
        start();
        host.note(terminal.cancel());
        host.pass(Duration.ZERO);
        assertEquals("[Cancelled[], done]", host.news().toString());
    }

    @Test
    public void checksAndResets() {
        ready();
        host.note(terminal.check());
        host.pass(Duration.ZERO);
        assertEquals(List.of("done"), host.news());
        host.note(terminal.reset());
        host.pass(Duration.ofSeconds(3));
        assertEquals(List.of(Condition.connecting(), Condition.ready(), "done"), host.news());
        assertEquals(List.of('A', 'R', 'A', 'V', 'L'), heard);
    }

    @Test
    public void seeksAnAbsentLineSoonerThanEveryFiveSeconds() {
        terminal.open(host);
        host.pass(Duration.ofSeconds(20));
        List<Duration> at = host.openedAt;
        for (int i = 1; i < at.size(); i++)
            assertTrue(at.get(i).minus(at.get(i - 1)).compareTo(Duration.ofSeconds(4)) <= 0);
        assertEquals(Condition.disconnected("refused"), host.told.get(host.told.size() - 1));
        host.news();
        host.gives(line());
        host.pass(Duration.ofSeconds(4));
        assertEquals(List.of(Condition.connecting(), Condition.ready()), host.news());
    }

    @Test
    public void aLineThatCannotBeIsAnError() {
        host.refusesWith(Kind.BAD_URI);
        terminal.open(host);
        host.pass(Duration.ZERO);
        assertEquals(List.of(Condition.connecting(), Condition.error("refused")), host.news());
    }

    @Test
    public void anUnpluggedLineIsToldAndOpenedAgain() {
        ScriptedLine line = ready();
        host.pass(Duration.ofSeconds(6));
        line.unplug();
        host.gives(line());
        host.pass(Duration.ZERO);
        assertEquals(
                List.of(Condition.disconnected("unplugged"), Condition.connecting(), Condition.ready()), host.news());
        assertTrue(line.closed);
    }

    @Test
    public void aLineThatIsLostAsSoonAsItIsOpenIsNotOpenedInARow() {
        ScriptedLine line = ready();
        line.unplug();
        host.gives(line());
        host.pass(Duration.ZERO);
        assertEquals(1, host.openedAt.size());
        host.pass(Duration.ofSeconds(1));
        assertEquals(2, host.openedAt.size());
    }

    @Test
    public void aRequestOfWhichNothingWasWrittenIsRefused() {
        ScriptedLine line = ready();
        line.takes(0);
        start();
        assertEquals(ErrorCode.PAYMENT_START_FAILED, code(host.news()));
    }

    private static Object code(List<Object> news) {
        return news.stream()
                .filter(DeviceException.class::isInstance)
                .map(e -> ((DeviceException) e).code())
                .findFirst()
                .orElseThrow();
    }

    @Test
    public void aRequestOfWhichAByteWasWrittenIsSettledOnTheNextLine() {
        ScriptedLine line = ready();
        line.takes(1);
        start();
        host.gives(line());
        last = sale("2");
        host.pass(Duration.ofSeconds(11));
        assertEquals(List.of('A', 'E', 'L', 'L'), heard);
        List<Object> news = host.news();
        assertEquals(
                List.of(Condition.disconnected("unplugged"), Condition.connecting(), Condition.ready()),
                news.subList(0, 3));
        assertEquals("2", number(news.get(3)));
    }

    @Test
    public void settlesWhatAnEarlierRunLeftOpen() {
        ready();
        start();
        host.close(terminal);
        FakeHost next = new FakeHost();
        next.gives(line());
        last = sale("2");
        SmartroTerminal again = new SmartroTerminal(SETTINGS, () -> 0, next::nanoTime);
        again.open(next);
        next.note(
                again.settle(new OpenPayment(new PaymentRequest("c1", 10_000), FakeHost.START, notes), notes::putAll));
        next.pass(Duration.ofSeconds(11));
        List<Object> news = next.news();
        assertEquals("2", number(news.get(news.size() - 1)));
    }

    @Test
    public void whatWasNeverToBeSentWasNotStarted() {
        terminal.open(host);
        host.note(terminal.settle(
                new OpenPayment(new PaymentRequest("c1", 10_000), FakeHost.START, Map.of()), notes::putAll));
        assertEquals(List.of(new NotStarted("the terminal was never asked")), host.news());
    }

    @Test
    public void aClockThatIsSetChangesNoTime() {
        ScriptedLine line = ready();
        start();
        host.setClockBy(Duration.ofDays(1));
        host.pass(Duration.ofSeconds(59));
        host.setClockBy(Duration.ofDays(-2));
        assertEquals(List.of('B'), heard);
        says(line, 'b', sale("2"));
        host.pass(Duration.ZERO);
        assertEquals("2", number(host.news().get(0)));
    }

    @Test
    public void closesItsLineAndSaysNothingMore() {
        ScriptedLine line = ready();
        start();
        host.close(terminal);
        assertTrue(line.closed);
        host.pass(Duration.ofMinutes(5));
        assertEquals(List.of(), host.news());
        assertEquals(List.of('B'), heard);
    }

    @Test
    public void aTerminalThatStopsAnsweringHangsAndComesBackByItself() {
        ScriptedLine line = ready();
        line.with(bytes -> {});
        host.pass(Duration.ofSeconds(20));
        assertEquals(List.of(Condition.hung("the terminal does not answer")), host.news());
        assertFalse(line.closed);
        host.pass(Duration.ofSeconds(20));
        assertTrue("another line is sought in the end", line.closed);
        host.news();
        host.gives(line());
        host.pass(Duration.ofSeconds(4));
        assertEquals(List.of(Condition.connecting(), Condition.ready()), host.news());
    }
}
