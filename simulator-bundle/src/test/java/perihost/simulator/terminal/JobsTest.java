package perihost.simulator.terminal;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.Timeout;
import perihost.payment.smartro.protocol.Modules;

/** What each request is answered with. */
public class JobsTest {
    private static final String SOLD = "0".repeat(18) + "1"; // tax, service, installments, signature

    private final Bench bench = new Bench();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(Timeout.seconds(60)).around(bench);

    @Test
    public void answersWhatNeedsNoCard() throws Exception {
        bench.ask('A');
        assertEquals("ACK a:OOOO", bench.said());
        bench.ack();
        bench.ask('V');
        assertEquals("ACK v:TL3500_18041101TL3500_18041101TL3500_26010101", bench.said());
        bench.ack();
        bench.ask('S', "9Q3");
        assertEquals("ACK s:953", bench.said());
        bench.ack();
        bench.ask('S', "QQQ");
        assertEquals("ACK s:953", bench.said());
        bench.ack();
        bench.ask('E');
        assertEquals("ACK e:", bench.said());
    }

    @Test
    public void tellsOfFaultyModulesAndTakesItsTime() throws Exception {
        bench.place(Temper.USUAL.with(Times.USUAL.withCheck(Duration.ofSeconds(3))));
        bench.terminal().set(new Modules('O', 'X', 'F', 'N'));
        bench.ask('A');
        bench.pass(2999);
        assertEquals("ACK", bench.said());
        bench.pass(1);
        assertEquals("a:OXFN", bench.said());
        bench.ack();
        bench.ask('A');
        bench.ask('R');
        bench.passSeconds(10);
        assertEquals("a check that was reset has no answer", "ACK ACK", bench.said());
    }

    @Test
    public void carriesTheIdAndTheClockOfTheTerminal() throws Exception {
        bench.place(Temper.USUAL.ahead(Duration.ofMinutes(-7)));
        bench.ask('A');
        Wire.Heard answer = bench.last();
        bench.ack();
        assertEquals("20260126122756", answer.time());
        assertEquals("1234567890", new String(answer.frame(), 1, 16, Wire.KOREAN).replace("\0", ""));
        assertEquals("122757", bench.pay(1_000).field(70, 6));
    }

    @Test
    public void knowsWhetherACardIsIn() throws Exception {
        bench.terminal().present(Card.IC);
        bench.ask('M');
        assertEquals("@:I ACK m:O", bench.said());
        bench.ack();
        bench.terminal().remove();
        bench.ask('M');
        assertEquals("@:O ACK m:X", bench.said());
    }

    @Test
    public void inquiresACard() throws Exception {
        bench.ask('D');
        bench.pass(1300);
        assertEquals("ACK @:I d:1T0000123456**********00000000000000" + "00000000" + "00015250" + "0", bench.said());
    }

    @Test
    public void readsASerialNumber() throws Exception {
        bench.ask('F');
        bench.pass(1300);
        assertEquals("ACK @:I f:3735928559", bench.said());
    }

    @Test
    public void paysWithWhatTheCustomerHolds() throws Exception {
        bench.place(Temper.USUAL.byHand());
        char[] media = {'1', '2', '3', '4'};
        String[] events = {"@:I @:O", "@:M", "@:R", "@:Q"};
        for (Card card : Card.values()) {
            bench.say(Wire.approve(1_000));
            bench.passSeconds(100);
            assertEquals("waits for ever", "ACK", bench.said());
            bench.terminal().present(card);
            bench.terminal().remove();
            assertEquals(events[card.ordinal()], bench.said());
            bench.pass(1000);
            Wire.Heard answer = bench.last();
            assertEquals(String.valueOf(media[card.ordinal()]), answer.field(1, 1));
            assertEquals(card == Card.CODE ? "" : "0000123456**********", answer.field(2, 20));
            bench.ack();
        }
    }

    @Test
    public void takesACardThatIsInAlready() throws Exception {
        bench.ask('E');
        bench.ack();
        bench.terminal().present(Card.IC);
        assertEquals("ACK e: @:I", bench.said());
        bench.say(Wire.approve(1_000));
        bench.pass(1000);
        assertEquals("ACK b:11", bench.said());
    }

    @Test
    public void hasANewCustomerForEachPayment() throws Exception {
        bench.say(Wire.approve(1_000));
        bench.pass(1_300);
        bench.ack();
        bench.say(Wire.approve(2_002));
        bench.pass(9_999);
        assertEquals("ACK @:I b:11 ACK @:O", bench.said());
        bench.pass(1);
        assertEquals("b:X ", bench.said());
        bench.ack();
        bench.say(Wire.approve(1_000));
        bench.pass(1_300);
        bench.ack();
        bench.say(Wire.approve(1_000));
        bench.pass(1_300);
        assertEquals("ACK @:I b:11 ACK @:O @:I b:11", bench.said());
    }

    @Test
    public void tellsOfCardsThatCannotBeRead() throws Exception {
        bench.place(Temper.USUAL.byHand());
        bench.say(Wire.approve(1_000));
        bench.terminal().presentUnreadable();
        bench.terminal().present(Card.STRIPE);
        bench.pass(1000);
        assertEquals("ACK @:F @:M b:12", bench.said());
    }

    @Test
    public void undoesAnApprovalOnce() throws Exception {
        Wire.Heard sale = bench.pay(10_000);
        bench.pass(1000);
        bench.frames();
        String undo = "11" + Wire.digits(10_000, 10) + SOLD + number(sale) + "20260126" + sale.field(70, 6);
        bench.ask('C', undo);
        bench.pass(1300);
        Wire.Heard cancelled = bench.last();
        assertEquals("c:11", cancelled.toString());
        assertEquals(sale.field(50, 12), cancelled.field(50, 12));
        bench.ack();
        bench.pass(1000);
        bench.ask('C', undo + "00");
        bench.pass(1300);
        assertEquals("X", bench.last().field(52, 1));
        bench.ack();
        bench.ask('L');
        assertEquals("the last approval stays", sale.field(50, 12), bench.last().field(50, 12));
    }

    @Test
    public void undoesNothingThatItDoesNotKnow() throws Exception {
        bench.ask('C', "11" + Wire.digits(10_000, 10) + SOLD + "39999999    " + "20260126" + "123457");
        bench.pass(1300);
        Wire.Heard answer = bench.last();
        assertEquals("d", answer.text().substring(0, 1));
        assertEquals("0", answer.field(52, 1));
    }

    @Test
    public void undoesWithoutTheCard() throws Exception {
        Wire.Heard sale = bench.pay(10_000);
        bench.pass(1000);
        bench.frames();
        String data = "3" + "1" + Wire.digits(10_000, 10) + SOLD + number(sale) + "20260126" + sale.field(70, 6) + "00";
        bench.ask('C', data);
        bench.pass(1000);
        assertEquals("no card was asked for", "ACK c:12", bench.said());
    }

    @Test
    public void rejectsWhatItCannotRead() throws Exception {
        bench.ask('B', "1" + "0".repeat(28) + "1");
        assertEquals("ACK b:X ", bench.said());
        bench.ack();
        bench.ask('B', "1");
        assertEquals("-B3전문 오류", bench.last().field(117, 40));
        bench.ack();
        bench.ask('C', "1");
        assertEquals("ACK c:X ", bench.said());
    }

    @Test
    public void refusesJobsWithoutALayout() throws Exception {
        for (char job : "GHIJKNQTWXYZ".toCharArray()) {
            bench.ask(job);
            assertEquals("NAK", bench.said());
        }
    }

    @Test
    public void doesOneThingWithACardAtATime() throws Exception {
        bench.say(Wire.approve(1_000));
        for (String job : new String[] {"B", "C", "D", "F"}) {
            bench.ask(job.charAt(0), job.equals("B") ? "1" + Wire.digits(2_000, 10) + SOLD : "1".repeat(57));
            assertEquals(job, job.equals("B") ? "ACK NAK" : "NAK", bench.said());
        }
        bench.pass(500);
        bench.say(Wire.approve(2_000));
        assertEquals("while it authorises", "@:I NAK", bench.said());
        bench.pass(800);
        assertEquals("0000001000", bench.last().field(22, 10));
    }

    @Test
    public void isSilentWhileItStartsAgain() throws Exception {
        bench.say(Wire.approve(1_000));
        bench.pass(500);
        bench.ask('R');
        assertEquals("ACK @:I ACK", bench.said());
        bench.ask('A');
        bench.pass(1999);
        bench.ask('A');
        assertEquals("", bench.said());
        bench.pass(1);
        bench.ask('A');
        assertEquals("ACK a:OOOO", bench.said());
        bench.ack();
        bench.ask('L');
        assertEquals(
                "what was being authorised has never been", "", bench.last().field(0, 157));
    }

    private static String number(Wire.Heard sale) {
        return String.format("%-12s", sale.field(50, 12));
    }
}
