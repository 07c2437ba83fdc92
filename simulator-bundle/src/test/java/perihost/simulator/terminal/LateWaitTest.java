package perihost.simulator.terminal;

import static org.junit.Assert.assertEquals;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.Timeout;

/** {@code E} before and after the card, and what else is asked while a card is being authorised. */
public class LateWaitTest {
    private final Bench bench = new Bench();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(Timeout.seconds(60)).around(bench);

    @Test
    public void takesBackAWaitForACard() throws Exception {
        bench.say(Wire.approve(1_000));
        bench.pass(299);
        bench.ask('E');
        bench.ack();
        bench.passSeconds(60);
        assertEquals("ACK ACK e:", bench.said());
        bench.say(Wire.approve(2_000));
        bench.pass(1300);
        assertEquals("ACK @:I b:11", bench.said());
    }

    @Test
    public void saysNothing() throws Exception {
        tooLate(Temper.Late.SILENT, "", "b:11", "");
    }

    @Test
    public void refuses() throws Exception {
        tooLate(Temper.Late.NAK, "NAK", "b:11", "");
    }

    @Test
    public void answersThePaymentFirst() throws Exception {
        tooLate(Temper.Late.ANSWER_FIRST, "ACK", "b:11", "e:");
    }

    @Test
    public void answersAndApprovesAllTheSame() throws Exception {
        tooLate(Temper.Late.WAIT_FIRST, "ACK e:", "", "b:11");
    }

    private void tooLate(Temper.Late how, String atOnce, String afterApproval, String afterAck) throws Exception {
        bench.place(Temper.USUAL.with(how));
        bench.say(Wire.approve(1_000));
        bench.pass(300);
        assertEquals("ACK @:I", bench.said());
        bench.ask('E');
        assertEquals(atOnce, bench.said());
        bench.pass(1000);
        assertEquals(afterApproval, bench.said());
        bench.ack();
        assertEquals(afterAck, bench.said());
        bench.ack();
        bench.passSeconds(60);
        assertEquals("@:O", bench.said());
        bench.ask('L');
        assertEquals("charged in any case", "0000001000", bench.last().field(22, 10));
    }

    @Test
    public void tellsOfTheApprovalBeforeWhileItAuthorises() throws Exception {
        assertEquals("ACK l:  ", whileAuthorising(Temper.Busy.ANSWER));
    }

    @Test
    public void mayRefuseOrIgnoreRequestsWhileItAuthorises() throws Exception {
        assertEquals("NAK", whileAuthorising(Temper.Busy.NAK));
        assertEquals("", whileAuthorising(Temper.Busy.SILENT));
    }

    private String whileAuthorising(Temper.Busy how) throws Exception {
        bench.place(Temper.USUAL.with(how));
        bench.say(Wire.approve(1_000));
        bench.pass(300);
        assertEquals("ACK @:I", bench.said());
        bench.ask('L');
        return bench.said();
    }
}
