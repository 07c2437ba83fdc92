package perihost.payment.smartro.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import perihost.api.device.Condition;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome.Approved;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.payment.smartro.protocol.ApprovalAnswer;
import perihost.payment.smartro.protocol.Sale;

/** From the request to its answer (docs/protocols/smartro.md, 6.4 to 6.6, 9.1, 10). */
public class PayingTest {
    private final Scene scene = new Scene();
    private final ByteBuffer before = Says.sale(scene.korea().minusHours(1), 5_000, "1");

    static Approved approved(ByteBuffer sale) {
        return Outcomes.approved((Sale) ApprovalAnswer.read(sale));
    }

    private ByteBuffer sale() {
        return Says.sale(scene.korea(), 10_000, "30012345");
    }

    private void started() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears(Says.ACK);
        assertEquals(List.of("started"), scene.news());
        assertEquals(List.of("B(30)"), scene.sent());
    }

    @Test
    public void tellsAnApproval() {
        started();
        scene.hears('@', Says.text("I"));
        scene.hears('b', sale());
        assertEquals(List.of("ACK", "L(0)"), scene.sent());
        assertEquals(List.of(approved(sale())), scene.news());
    }

    @Test
    public void theRequestIsOnDiskBeforeItIsWritten() {
        scene.with((s, token) -> assertTrue(!token.toString().contains("B(") || s.notes.containsKey("sent")));
        scene.ready(before);
        scene.start(10_000);
        assertEquals(
                Map.of(
                        "sent", "2026-01-26T03:34:56Z",
                        "sent.wire", "20260126123456",
                        "sent.terminal", "20260126123456",
                        "sent.strict", "false",
                        "baseline.blank", "false",
                        "baseline", ApprovalAnswer.read(before).identity()),
                scene.notes);
        assertEquals(List.of("B(30)"), scene.sent());
    }

    @Test
    public void whatIsNotOnDiskIsNotWritten() {
        scene.ready(before);
        scene.journalFails = true;
        scene.start(10_000);
        assertEquals(List.of(ErrorCode.PAYMENT_START_FAILED), scene.news());
        assertFalse(scene.sent().contains("B(30)"));
    }

    @Test
    public void anOutcomeIsOnDiskBeforeItIsAcknowledged() {
        started();
        scene.journalFails = true;
        byte[] b = Says.frame(scene.korea(), 'b', sale());
        scene.hears(b);
        assertEquals(List.of(), scene.sent());
        assertEquals(List.of(), scene.news());
        scene.journalFails = false;
        scene.hears(b);
        assertEquals("approved", scene.notes.get("outcome"));
        assertFalse("masked", scene.notes.toString().contains("0000123456"));
        assertEquals(List.of("ACK", "L(0)"), scene.sent());
        assertEquals(List.of(approved(sale())), scene.news());
    }

    @Test
    public void tellsAnApprovalWhoseAcksWereLostOnce() {
        scene.ready(before);
        scene.start(10_000);
        ByteBuffer sale = sale();
        scene.hears('b', sale);
        assertEquals(List.of("started", approved(sale)), scene.news());
        scene.hears('l', sale);
        scene.sent();
        scene.pass(Scene.seconds(3));
        scene.hears('b', sale);
        assertEquals(List.of("ACK"), scene.sent());
        assertEquals(List.of(), scene.news());
    }

    @Test
    public void aRepeatedApprovalIsNotTheNextPayments() {
        started();
        ByteBuffer first = sale();
        scene.hears('b', first);
        scene.answers('l', first);
        scene.start("c2", 10_000);
        scene.news();
        scene.hears('b', first);
        scene.hears(Says.ACK);
        scene.hears('b', first);
        assertEquals(List.of("started"), scene.news());
        ByteBuffer second = Says.sale(scene.korea(), 10_000, "2");
        scene.hears('b', second);
        assertEquals(List.of(approved(second)), scene.news());
    }

    @Test
    public void tellsARejection() {
        started();
        scene.hears('b', Says.rejection("한도초과"));
        assertEquals(List.of(new Declined("한도초과")), scene.news());
        assertEquals("declined", scene.notes.get("outcome"));
    }

    @Test
    public void aRejectionWithoutWordsHasSome() {
        started();
        scene.hears('b', Says.rejection(""));
        assertEquals(List.of(new Declined("거래 거절")), scene.news());
    }

    @Test
    public void tellsTwoRejectionsInTheSameWordsOneAfterTheOther() {
        started();
        byte[] b = Says.frame(scene.korea(), 'b', Says.rejection("no"));
        scene.hears(b);
        scene.answers('l', Says.rejection("no"));
        scene.start("c2", 10_000);
        scene.news();
        scene.hears(b); // the first one's, once more
        scene.hears(Says.ACK);
        assertEquals(List.of("started"), scene.news());
        scene.pass(Scene.seconds(1));
        scene.hears('b', Says.rejection("no"));
        assertEquals(List.of(new Declined("no")), scene.news());
    }

    @Test
    public void aRepeatedRejectionIsNotTheNextPaymentsWhateverACardDoes() {
        started();
        byte[] first = Says.frame(scene.korea(), 'b', Says.rejection("no"));
        scene.hears(first);
        scene.answers('l', before);
        scene.start("c2", 10_000);
        scene.hears(Says.ACK);
        scene.news();
        scene.hears('@', Says.text("O")); // the first one's card
        scene.hears('@', Says.text("I"));
        scene.pass(Scene.seconds(3));
        scene.hears(first);
        assertEquals(List.of(), scene.news());
        ByteBuffer own = sale();
        scene.hears('b', own);
        assertEquals(List.of(approved(own)), scene.news());
    }

    @Test
    public void tellsTheApprovedAmountNeverTheOneAskedFor() {
        started();
        ByteBuffer less = Says.sale(scene.korea(), 9_000, "30012345");
        scene.hears('b', less);
        assertEquals(9_000, ((Approved) scene.news().get(0)).approval().amountWon());
    }

    @Test
    public void isStartedTwoSecondsAfterItWasWritten() {
        scene.ready(before);
        scene.start(10_000);
        scene.pass(Scene.seconds(2).minusMillis(1));
        assertEquals(List.of(), scene.news());
        scene.pass(Scene.seconds(1));
        assertEquals(List.of("started"), scene.news());
        scene.hears(Says.NAK, Says.NAK);
        assertEquals(List.of(), scene.news());
    }

    @Test
    public void aPaymentWaitsForWhatIsBeingAsked() {
        scene.ready(before);
        scene.pass(Scene.seconds(8));
        assertEquals(List.of("A(0)"), scene.sent());
        scene.start(10_000);
        assertEquals(List.of(), scene.sent());
        scene.answers('a', Says.well());
        assertEquals(List.of("ACK", "B(30)"), scene.sent());
    }

    @Test
    public void isStartedTwoSecondsAfterItWasAskedForThoughItHadToWait() {
        scene.ready(before);
        scene.pass(Scene.seconds(8));
        scene.start(10_000);
        scene.pass(Scene.seconds(1));
        scene.answers('a', Says.well());
        scene.pass(Scene.seconds(1).minusMillis(1));
        assertEquals(List.of(), scene.news());
        scene.pass(Scene.seconds(1));
        assertEquals(List.of("started"), scene.news());
    }

    @Test
    public void aPaymentIsRefusedInTimeByATerminalThatDoesNotAnswer() {
        scene.ready(before);
        scene.pass(Scene.seconds(8));
        scene.start(10_000);
        scene.pass(Scene.seconds(2));
        assertEquals(List.of(ErrorCode.PAYMENT_START_FAILED), scene.news());
        scene.answers('a', Says.well());
        scene.pass(Scene.seconds(7));
        assertEquals(List.of("A(0)", "ACK"), scene.sent());
    }

    @Test
    public void aPaymentDoesNotWaitLongForTheBaseline() {
        started();
        scene.hears('b', Says.rejection("no"));
        scene.hears(Says.ACK);
        scene.sent();
        scene.start("c2", 10_000);
        scene.pass(Scene.seconds(1));
        assertEquals(List.of("B(30)"), scene.sent());
    }

    @Test
    public void theLossOfTheLineBeforeAnythingWasWrittenIsARefusal() {
        scene.ready(before);
        scene.refusesNext = true;
        scene.start(10_000);
        assertEquals(List.of(ErrorCode.PAYMENT_START_FAILED, Condition.disconnected("unplugged")), scene.news());
    }
}
