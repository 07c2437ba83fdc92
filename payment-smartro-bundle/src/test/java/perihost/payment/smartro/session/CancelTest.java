package perihost.payment.smartro.session;

import static org.junit.Assert.assertEquals;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.Test;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome.Cancelled;
import perihost.api.payment.PaymentOutcome.Declined;

/** A cancel against an approval: the approval wins, and nothing is lost (11.5, E3). */
public class CancelTest {
    private static final Object FAILED = ErrorCode.PAYMENT_CANCEL_FAILED;

    private final Scene scene = new Scene();
    private final ByteBuffer before = Says.sale(scene.korea().minusHours(1), 5_000, "1");

    private ByteBuffer sale(String number) {
        return Says.sale(scene.korea(), 10_000, number);
    }

    private void started() {
        started(before);
    }

    private void started(ByteBuffer last) {
        scene.ready(last);
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.pass(Duration.ofSeconds(5));
        scene.news();
        scene.sent();
    }

    private void cancelled() {
        started();
        scene.cancel();
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        assertEquals(List.of(new Cancelled(), "cancelled"), scene.news());
    }

    @Test
    public void cancelsWhenTheTerminalStopsAndNothingWasApproved() {
        cancelled();
        assertEquals(List.of("E(0)", "ACK", "L(0)", "ACK", "L(0)"), scene.sent());
    }

    @Test
    public void cancelsAtATerminalThatNeverKeptAnything() {
        started(Says.blank());
        scene.cancel();
        scene.answers('e', Says.text(""));
        scene.answers('l', Says.blank());
        assertEquals(List.of(new Cancelled(), "cancelled"), scene.news());
    }

    @Test
    public void aTerminalThatMayHaveForgottenWhatItApprovedIsNotBelieved() {
        List<Consumer<Scene>> mishaps = List.of(
                s -> s.hears('@', Says.text("I")), // booked, and its power lost
                s -> s.hears(Says.damaged(Says.frame(s.korea(), '@', Says.text("I")))));
        for (Consumer<Scene> mishap : mishaps) {
            CancelTest test = new CancelTest();
            test.started(Says.blank());
            mishap.accept(test.scene);
            test.scene.cancel();
            test.scene.answers('e', Says.text(""));
            test.scene.pass(Scene.seconds(3));
            test.scene.answers('l', Says.blank());
            assertEquals(List.of(FAILED), test.scene.news());
        }
    }

    @Test
    public void aTerminalThatIsSilentAtFirstMayHaveForgottenToo() {
        started(Says.blank());
        scene.cancel();
        scene.pass(Duration.ofMillis(1_500));
        scene.answers('e', Says.text(""));
        scene.answers('l', Says.blank());
        assertEquals(List.of(FAILED), scene.news());
    }

    @Test
    public void givesACardThatWasSeenTimeToBeCharged() {
        started();
        scene.hears('@', Says.text("I"));
        scene.cancel();
        scene.answers('e', Says.text(""));
        scene.pass(Duration.ofMillis(2_899));
        assertEquals(List.of("E(0)", "ACK"), scene.sent());
        scene.pass(Duration.ofMillis(1));
        scene.answers('l', before);
        assertEquals(List.of(new Cancelled(), "cancelled"), scene.news());
    }

    @Test
    public void anApprovalInThatTimeWins() {
        started();
        scene.hears('@', Says.text("I"));
        scene.cancel();
        scene.answers('e', Says.text(""));
        scene.pass(Duration.ofSeconds(2));
        ByteBuffer sale = sale("2");
        scene.hears('b', sale);
        assertEquals(List.of(PayingTest.approved(sale), FAILED), scene.news());
        scene.pass(Duration.ofSeconds(2));
        assertEquals(List.of("E(0)", "ACK", "ACK", "L(0)"), scene.sent().subList(0, 4));
    }

    @Test
    public void failsWithoutAPayment() {
        scene.ready(before);
        scene.cancel();
        assertEquals(List.of(FAILED), scene.news());
        assertEquals(List.of(), scene.sent());
    }

    @Test
    public void failsBeforeTheTerminalHasTakenThePayment() {
        scene.ready(before);
        scene.start(10_000);
        scene.cancel();
        assertEquals(List.of(FAILED), scene.news());
        assertEquals(List.of("B(30)"), scene.sent());
    }

    @Test
    public void anApprovalBeforeTheTerminalStopsWins() {
        started();
        scene.cancel();
        ByteBuffer sale = sale("2");
        scene.hears('b', sale);
        assertEquals(List.of(PayingTest.approved(sale), FAILED), scene.news());
        scene.answers('e', Says.text(""));
        assertEquals(List.of("E(0)", "ACK", "ACK", "L(0)"), scene.sent());
    }

    @Test
    public void anApprovalAfterTheTerminalStoppedWins() {
        started();
        scene.cancel();
        scene.answers('e', Says.text(""));
        ByteBuffer sale = sale("2");
        scene.hears('b', sale);
        assertEquals(List.of(PayingTest.approved(sale), FAILED), scene.news());
    }

    @Test
    public void anApprovalThatTheTerminalKeepsWins() {
        started();
        scene.cancel();
        scene.answers('e', Says.text(""));
        ByteBuffer sale = sale("2");
        scene.answers('l', sale);
        assertEquals(List.of(PayingTest.approved(sale), FAILED), scene.news());
    }

    @Test
    public void aRejectionIsNoCancel() {
        started();
        scene.cancel();
        scene.answers('e', Says.text(""));
        scene.answers('l', Says.rejection("no"));
        assertEquals(List.of(new Declined("no"), FAILED), scene.news());
    }

    @Test
    public void failsAfterThreeSecondsAndThePaymentGoesOn() {
        started();
        scene.cancel();
        scene.pass(Duration.ofMillis(2_999));
        assertEquals(List.of("E(0)", "E(0)"), scene.sent());
        assertEquals(List.of(), scene.news());
        scene.pass(Duration.ofMillis(1));
        assertEquals(List.of(FAILED), scene.news());
        scene.pass(Scene.seconds(51));
        assertEquals(List.of(), scene.sent());
        ByteBuffer sale = sale("2");
        scene.hears('b', sale);
        assertEquals(List.of(PayingTest.approved(sale)), scene.news());
    }

    @Test
    public void failsWhenTheTerminalAcknowledgesAndDoesNotStop() {
        started();
        scene.cancel();
        scene.hears(Says.ACK);
        scene.pass(Duration.ofSeconds(3));
        assertEquals(List.of(FAILED), scene.news());
        scene.cancel();
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        assertEquals("the next try", List.of(new Cancelled(), "cancelled"), scene.news());
    }

    @Test
    public void failsWhenTheTerminalRefusesToStop() {
        started();
        scene.cancel();
        scene.hears(Says.NAK, Says.NAK);
        assertEquals(List.of(FAILED), scene.news());
        ByteBuffer sale = sale("2");
        scene.hears('b', sale);
        assertEquals(List.of(PayingTest.approved(sale)), scene.news());
    }

    @Test
    public void isSettledWhenTheTerminalStopsTooLate() {
        started();
        scene.cancel();
        scene.pass(Duration.ofSeconds(4));
        scene.hears('e', Says.text(""));
        assertEquals(List.of(FAILED), scene.news());
        scene.sent();
        scene.pass(Duration.ofSeconds(10));
        assertEquals(List.of("A(0)"), scene.sent());
    }

    @Test
    public void isSettledWhenTheTerminalStopsAndDoesNotSayMore() {
        started();
        scene.cancel();
        scene.answers('e', Says.text(""));
        scene.hears(Says.ACK);
        scene.pass(Duration.ofMillis(3_900));
        assertEquals(List.of(FAILED), scene.news());
        scene.sent();
        scene.pass(Duration.ofSeconds(10));
        assertEquals(List.of("A(0)"), scene.sent());
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        ByteBuffer sale = sale("2");
        scene.answers('l', sale);
        assertEquals(List.of(PayingTest.approved(sale)), scene.news());
    }

    @Test
    public void isSettledWhenWhatTheTerminalKeepsCannotBeRead() {
        started();
        scene.cancel();
        scene.answers('e', Says.text(""));
        scene.answers('l', Says.blank());
        assertEquals(List.of(FAILED), scene.news());
    }

    @Test
    public void oneCancelAtATime() {
        started();
        scene.cancel();
        scene.cancel();
        assertEquals(List.of(FAILED), scene.news());
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        assertEquals(List.of(new Cancelled(), "cancelled"), scene.news());
    }

    @Test
    public void aLineThatIsLostFailsTheCancelAndSettlesThePayment() {
        started();
        scene.cancel();
        scene.lineLost();
        assertEquals(FAILED, scene.news().get(0));
        scene.lineUp();
        scene.pass(Duration.ofSeconds(10));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        scene.news();
        ByteBuffer sale = sale("2");
        scene.answers('l', sale);
        assertEquals(List.of(PayingTest.approved(sale)), scene.news());
    }
}
