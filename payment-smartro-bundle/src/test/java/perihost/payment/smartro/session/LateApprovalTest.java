package perihost.payment.smartro.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.Test;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome.Cancelled;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.api.payment.PaymentOutcome.Failed;

/** After a cancel: what still comes is not lost, and is not taken for the next payment's (11.5). */
public class LateApprovalTest {
    private static final Object FAILED = ErrorCode.PAYMENT_CANCEL_FAILED;

    private final Scene scene = new Scene();
    private final ByteBuffer before = Says.sale(scene.korea().minusHours(1), 5_000, "1");

    private ByteBuffer sale(String number) {
        return Says.sale(scene.korea(), 10_000, number);
    }

    private void cancelled() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.pass(Duration.ofSeconds(5));
        scene.news();
        scene.sent();
        scene.cancel();
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        assertEquals(List.of(new Cancelled(), "cancelled"), scene.news());
    }

    @Test
    public void aLateApprovalIsAcknowledgedAndIsNobodys() {
        cancelled();
        scene.answers('l', before);
        scene.sent();
        scene.hears('b', sale("2"));
        assertEquals(List.of("ACK"), scene.sent());
        assertEquals(List.of(), scene.news());
    }

    private void next(long won) {
        cancelled();
        scene.answers('l', before);
        scene.sent();
        scene.start("c2", won);
        assertEquals(List.of(), scene.sent());
        scene.pass(Duration.ofMillis(500));
        assertEquals("after a pause", List.of("B(30)"), scene.sent());
        scene.hears(Says.ACK);
        assertEquals(List.of("started"), scene.news());
    }

    @Test
    public void aCardInThePauseBeforeARequestIsNotItsOwn() {
        cancelled();
        scene.answers('l', before);
        scene.start("c2", 10_000);
        scene.hears('@', Says.text("O"));
        scene.sent();
        scene.pass(Duration.ofMillis(500));
        assertEquals(List.of("B(30)"), scene.sent());
    }

    @Test
    public void aLateApprovalOfAnotherAmountIsNotTheNextPayments() {
        next(20_000);
        scene.hears('b', sale("2"));
        assertEquals(List.of(), scene.news());
        assertEquals("it is in the journal", "1 2 20260126 123501 U2 10000", scene.notes.get("unmatched"));
        scene.pass(Scene.seconds(1));
        ByteBuffer own = Says.sale(scene.korea(), 20_000, "3");
        scene.hears('b', own);
        assertEquals(List.of(PayingTest.approved(own)), scene.news());
    }

    @Test
    public void aLateApprovalOfTheSameAmountFromBeforeIsNotTheNextPayments() {
        next(10_000);
        scene.hears('b', Says.sale(scene.korea().minusSeconds(2), 10_000, "2"));
        assertEquals(List.of(), scene.news());
        scene.pass(Scene.seconds(1));
        ByteBuffer own = sale("3");
        scene.hears('b', own);
        assertEquals(List.of(PayingTest.approved(own)), scene.news());
    }

    @Test
    public void aLateApprovalOfTheSecondBeforeTheNextPaymentIsNotItsOwn() {
        next(10_000); // half a second after
        scene.hears('b', sale("2"));
        assertEquals(List.of(), scene.news());
        scene.pass(Duration.ofMillis(500));
        ByteBuffer own = sale("3");
        scene.hears('b', own);
        assertEquals(List.of(PayingTest.approved(own)), scene.news());
    }

    @Test
    public void anApprovalOfTheRequestsSecondIsItsOwnOnceACardWasShown() {
        next(10_000);
        scene.hears('@', Says.text("R"));
        ByteBuffer own = sale("2");
        scene.hears('b', own);
        assertEquals(List.of(PayingTest.approved(own)), scene.news());
    }

    @Test
    public void anApprovalOfItsAmountSoonAfterTheStartIsItsOwnThoughClocksDiffer() {
        scene.restart();
        scene.ready(before);
        scene.start("c2", 10_000);
        scene.hears(Says.ACK);
        scene.news();
        ByteBuffer own = Says.sale(scene.korea().minusSeconds(30), 10_000, "2"); // clocks differ
        scene.hears('b', own);
        assertEquals(List.of(PayingTest.approved(own)), scene.news());
    }

    @Test
    public void anAnswerThatWasRepeatedDoesNotTellTheTime() {
        cancelled();
        scene.answers('l', before);
        scene.hears(Says.frame(scene.korea().minusSeconds(9), 'a', Says.well()));
        scene.start("c2", 10_000);
        scene.pass(Duration.ofMillis(500));
        scene.hears(Says.ACK);
        scene.news();
        scene.hears('b', Says.sale(scene.korea().minusSeconds(5), 10_000, "2"));
        assertEquals(List.of(), scene.news());
    }

    private void restarted() {
        scene.restart();
        scene.ready(before);
        scene.start("c2", 20_000);
        scene.hears(Says.ACK);
        scene.news();
    }

    @Test
    public void anApprovalOfWhatAnEarlierRunCancelledIsNotTheNextPayments() {
        restarted();
        scene.hears('b', Says.sale(scene.korea(), 10_000, "2"));
        assertEquals(List.of(), scene.news());
        scene.hears(Says.frame(scene.korea().minusSeconds(5), 'b', Says.rejection("late")));
        assertEquals(List.of(), scene.news());
        ByteBuffer own = Says.sale(scene.korea(), 20_000, "3");
        scene.hears('b', own);
        assertEquals(List.of(PayingTest.approved(own)), scene.news());
    }

    @Test
    public void aRejectionWithoutACardSoonAfterTheStartIsThePayments() {
        restarted();
        scene.hears('b', Says.rejection("no card"));
        assertEquals(List.of(new Declined("no card")), scene.news());
    }

    @Test
    public void aDeclineThatTheTerminalKeptMayStillBeAnswered() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.cancel();
        scene.answers('e', Says.text(""));
        scene.answers('l', Says.rejection("first"));
        scene.answers('l', Says.rejection("first"));
        scene.start("c2", 10_000);
        scene.pass(Duration.ofMillis(500));
        scene.hears(Says.ACK);
        scene.news();
        scene.hears('b', Says.rejection("first"));
        assertEquals(List.of(), scene.news());
    }

    @Test
    public void aLateRejectionIsTheNextPaymentsOnlyOnceACardWasSeen() {
        next(10_000);
        scene.hears('b', Says.rejection("late"));
        scene.hears('@', Says.text("O"));
        scene.hears('b', Says.rejection("late too"));
        assertEquals("a card that goes out is the one before", List.of(), scene.news());
        scene.hears('@', Says.text("R"));
        scene.hears('b', Says.rejection("own"));
        assertEquals(List.of(new Declined("own")), scene.news());
    }

    @Test
    public void aLateApprovalThatTheTerminalKeepsIsNotTheNextPayments() {
        next(10_000);
        scene.pass(Duration.ofSeconds(70));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        scene.answers('l', Says.sale(scene.korea().minusSeconds(72), 10_000, "2"));
        assertFalse(scene.news().toString().contains("Approved"));
    }

    @Test
    public void anApprovalAfterAFailureIsNotTheNextPaymentsEither() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.pass(Duration.ofSeconds(70));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        scene.pass(Duration.ZERO);
        scene.answers('l', before);
        assertTrue(scene.news().get(1) instanceof Failed);
        scene.answers('l', before);
        scene.start("c2", 20_000);
        scene.pass(Duration.ofMillis(500));
        scene.hears(Says.ACK);
        scene.hears('b', sale("2"));
        assertEquals(List.of("started"), scene.news());
    }

    @Test
    public void aMinuteLaterEveryApprovalIsThePayments() {
        cancelled();
        scene.answers('l', before);
        for (int i = 0; i < 7; i++) {
            scene.pass(Duration.ofSeconds(9));
            scene.answers('a', Says.well());
        }
        scene.start("c2", 20_000);
        scene.hears(Says.ACK);
        scene.news();
        ByteBuffer other = sale("2");
        scene.hears('b', other);
        assertEquals(List.of(PayingTest.approved(other)), scene.news());
    }

    private void cancelledAfter(ByteBuffer late, Object expected) {
        scene.hears('b', late);
        scene.cancel();
        scene.answers('e', Says.text(""));
        scene.pass(Scene.seconds(3));
        scene.answers('l', late);
        assertEquals(expected, scene.news().get(0));
    }

    @Test
    public void aLateApprovalIsWhatTheTerminalKeptBeforeTheNextPayment() {
        next(20_000);
        cancelledAfter(sale("2"), new Cancelled());
        assertTrue(scene.notes.get("baseline").contains("U2"));
    }

    @Test
    public void aLateApprovalAfterACardMayBeThePaymentsAfterAll() {
        next(20_000);
        scene.hears('@', Says.text("I"));
        cancelledAfter(sale("2"), FAILED);
    }

    @Test
    public void anApprovalThatWasToldFromWhatTheTerminalKeepsIsNotUnmatched() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.cancel();
        scene.answers('e', Says.text(""));
        ByteBuffer sale = sale("2");
        scene.answers('l', sale);
        scene.answers('l', sale);
        scene.start("c2", 10_000);
        scene.pass(Duration.ofMillis(500));
        scene.hears(Says.ACK);
        scene.hears('b', sale);
        assertFalse(scene.notes.containsKey("unmatched"));
    }

    @Test
    public void theTerminalHasItsPauseWhoeverMadeItStop() {
        scene.ready(before);
        scene.start(10_000);
        scene.pass(Scene.seconds(3));
        ByteBuffer sale = sale("2");
        scene.hears('b', sale); // while it is being stopped
        scene.answers('e', Says.text(""));
        scene.answers('l', sale);
        scene.sent();
        scene.start("c2", 10_000);
        assertEquals(List.of(), scene.sent());
        scene.pass(Duration.ofMillis(500));
        assertEquals(List.of("B(30)"), scene.sent());
    }
}
