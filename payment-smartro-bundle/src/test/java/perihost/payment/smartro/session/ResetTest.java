package perihost.payment.smartro.session;

import static org.junit.Assert.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.Test;
import perihost.api.device.Condition;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome.Cancelled;
import perihost.api.payment.PaymentOutcome.NotStarted;

/** Resets, in every state (10.1, E4). */
public class ResetTest {
    private static final Condition HUNG = Condition.hung("the terminal does not answer");

    private final Scene scene = new Scene();
    private final ByteBuffer before = Says.sale(scene.korea().minusHours(1), 5_000, "1");

    private void boots() {
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(2));
        scene.answers('a', Says.well());
        scene.answers('v', Says.versions());
        scene.answers('l', before);
    }

    @Test
    public void resetsAnIdleTerminal() {
        scene.ready(before);
        scene.reset();
        boots();
        assertEquals(List.of(Condition.connecting(), Condition.ready(), "reset"), scene.news());
        assertEquals(List.of("R(0)", "A(0)", "ACK", "V(0)", "ACK", "L(0)", "ACK"), scene.sent());
    }

    @Test
    public void aSlowRebootIsAFailureAndRecoversAllTheSame() {
        scene.ready(before);
        scene.reset();
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(30));
        assertEquals(List.of(Condition.connecting(), ErrorCode.PAYMENT_RESET_FAILED), scene.news());
        scene.answers('a', Says.well());
        scene.answers('v', Says.versions());
        scene.answers('l', before);
        assertEquals(List.of(Condition.ready()), scene.news());
    }

    @Test
    public void aTerminalThatDoesNotComeBackHangs() {
        scene.ready(before);
        scene.reset();
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(64));
        assertEquals(List.of(Condition.connecting(), ErrorCode.PAYMENT_RESET_FAILED, HUNG), scene.news());
    }

    @Test
    public void aResetThatIsNotTakenFails() {
        scene.ready(before);
        scene.reset();
        scene.pass(Scene.seconds(5));
        assertEquals(List.of(ErrorCode.PAYMENT_RESET_FAILED, HUNG), scene.news());
    }

    @Test
    public void aRebootThatTakesTheLineAlongIsAResetWhenItIsBack() {
        scene.ready(before);
        scene.reset();
        scene.hears(Says.ACK);
        scene.lineLost();
        scene.pass(Scene.seconds(1));
        scene.lineUp();
        scene.answers('a', Says.well());
        scene.answers('l', before);
        assertEquals("reset", scene.news().get(4));
        scene.pass(Scene.seconds(5));
        assertEquals(List.of("R(0)", "A(0)", "ACK", "L(0)", "ACK"), scene.sent());
    }

    @Test
    public void resetsATerminalThatHangs() {
        scene.ready(before);
        scene.pass(Scene.seconds(18));
        scene.news();
        scene.sent();
        scene.reset();
        boots();
        assertEquals(List.of(Condition.connecting(), Condition.ready(), "reset"), scene.news());
        assertEquals("R(0)", scene.sent().get(0));
    }

    @Test
    public void resetsATerminalInTheMiddleOfAQuestion() {
        scene.ready(before);
        scene.check();
        scene.reset();
        assertEquals(List.of(ErrorCode.DEVICE_CHECK_FAILED), scene.news());
        assertEquals(List.of("A(0)", "R(0)"), scene.sent());
        boots();
        assertEquals(List.of(Condition.connecting(), Condition.ready(), "reset"), scene.news());
    }

    @Test
    public void aSecondResetWaitsForTheFirstReboot() {
        scene.ready(before);
        scene.reset();
        scene.reset();
        assertEquals(List.of(ErrorCode.PAYMENT_RESET_FAILED), scene.news());
        boots();
        assertEquals(List.of(Condition.connecting(), Condition.ready(), "reset"), scene.news());
    }

    @Test
    public void aPaymentIsEndedBeforeAReset() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.reset();
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        assertEquals(List.of("started", new Cancelled()), scene.news());
        assertEquals(List.of("B(30)", "E(0)", "ACK", "L(0)", "ACK", "R(0)"), scene.sent());
        boots();
        assertEquals(List.of(Condition.connecting(), Condition.ready(), "reset"), scene.news());
    }

    @Test
    public void aPaymentThatTheTerminalHasNotTakenIsNotSentAgain() {
        scene.ready(before);
        scene.start(10_000);
        scene.pass(Scene.seconds(1));
        scene.reset();
        scene.pass(Scene.seconds(2));
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        scene.pass(Scene.seconds(1));
        assertEquals(List.of("started", new NotStarted("the terminal never took the request")), scene.news());
        assertEquals(List.of("B(30)", "E(0)", "ACK", "L(0)", "ACK", "R(0)"), scene.sent());
    }

    @Test
    public void aPaymentThatCannotBeEndedIsSettledBeforeAReset() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.reset();
        scene.pass(Scene.seconds(13));
        assertEquals(List.of("started", ErrorCode.PAYMENT_RESET_FAILED), scene.news());
        assertEquals(List.of("B(30)", "E(0)", "E(0)", "A(0)"), scene.sent());
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        ByteBuffer sale = Says.sale(scene.korea(), 10_000, "2");
        scene.answers('l', sale);
        assertEquals(List.of(PayingTest.approved(sale)), scene.news());
        assertEquals(List.of("ACK", "E(0)", "ACK", "L(0)", "ACK", "R(0)"), scene.sent());
    }
}
