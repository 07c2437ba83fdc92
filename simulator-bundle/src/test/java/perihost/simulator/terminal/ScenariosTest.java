package perihost.simulator.terminal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.Timeout;
import perihost.api.line.LineException;

/** What the last three digits of an amount make the terminal do. */
public class ScenariosTest {
    private final Bench bench = new Bench();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(Timeout.seconds(60)).around(bench);

    @Test
    public void approvesOnceTheCardIsIn() throws Exception {
        bench.say(Wire.approve(10_000));
        assertEquals("ACK", bench.said());
        bench.pass(299);
        assertEquals("", bench.said());
        bench.pass(1);
        assertEquals("@:I", bench.said());
        bench.pass(999);
        assertEquals("", bench.said());
        bench.pass(1);
        Wire.Heard answer = bench.last();
        assertEquals("b:11", answer.toString());
        assertEquals("0000123456**********", answer.field(2, 20));
        assertEquals("0000010000", answer.field(22, 10));
        assertEquals("30000001", answer.field(50, 12));
        assertEquals("20260126", answer.field(62, 8));
        assertEquals("123457", answer.field(70, 6));
        assertEquals("260126000001", answer.field(76, 12));
        assertEquals("시험카드", answer.field(121, 16));
        bench.ack();
        bench.passSeconds(20);
        assertEquals("@:O", bench.said());
        bench.ask('L');
        assertEquals("30000001", bench.last().field(50, 12));
    }

    @Test
    public void declines() throws Exception {
        bench.say(Wire.approve(10_001));
        bench.pass(1300);
        Wire.Heard answer = bench.last();
        assertEquals("b:X ", answer.toString());
        assertEquals("-6B잔액부족", answer.field(117, 40));
        assertEquals("", answer.field(1, 116));
        bench.ack();
        bench.ask('L');
        assertEquals("nothing was approved", "", bench.last().field(0, 157));
    }

    @Test
    public void givesUpWithoutACard() throws Exception {
        bench.say(Wire.approve(2));
        bench.pass(9999);
        assertEquals("ACK", bench.said());
        bench.pass(1);
        assertEquals("b:X ", bench.said());
    }

    @Test
    public void approvesAndLosesItsAnswer() throws Exception {
        bench.say(Wire.approve(10_003));
        bench.pass(1300);
        LineException lost = assertThrows(LineException.class, bench::frames);
        assertEquals(LineException.Kind.LOST, lost.kind());
        LineException gone = assertThrows(LineException.class, bench::open);
        assertEquals(LineException.Kind.UNAVAILABLE, gone.kind());
        bench.openAgain();
        bench.passSeconds(20);
        assertEquals("the answer never comes", "", bench.said());
        bench.ask('L');
        assertEquals("0000010003", bench.last().field(22, 10));
    }

    @Test
    public void refusesTwoRequests() throws Exception {
        for (int i = 0; i < 2; i++) {
            bench.say(Wire.approve(10_004));
            bench.passSeconds(5);
            assertEquals("NAK", bench.said());
        }
        bench.say(Wire.approve(10_004));
        bench.pass(1300);
        assertEquals("ACK @:I b:11", bench.said());
        bench.ack();
        bench.say(Wire.approve(10_004));
        assertEquals("and again", "NAK", bench.said());
    }

    @Test
    public void neverAcknowledges() throws Exception {
        bench.say(Wire.approve(10_005));
        bench.passSeconds(30);
        assertEquals("", bench.said());
        bench.ask('L');
        assertEquals("", bench.last().field(0, 157));
    }

    @Test
    public void sendsOneDamagedAnswer() throws Exception {
        bench.say(Wire.approve(10_006));
        bench.pass(1300);
        assertEquals("ACK @:I b!11", bench.said());
        bench.say(Wire.NAK);
        assertEquals("b:11", bench.said());
        bench.ack();
        bench.passSeconds(20);
        assertEquals("@:O", bench.said());
    }
}
