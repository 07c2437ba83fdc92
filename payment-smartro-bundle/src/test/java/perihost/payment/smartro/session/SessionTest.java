package perihost.payment.smartro.session;

import static org.junit.Assert.assertEquals;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.Test;
import perihost.api.device.Condition;
import perihost.api.device.ErrorCode;
import perihost.payment.smartro.protocol.Modules;

/** Start-up, supervision, device check and reset (9.2, 9.5, 10.1; D6, D7, E4, E5). */
public class SessionTest {
    private static final Condition HUNG = Condition.hung("the terminal does not answer");

    private final Scene scene = new Scene();
    private final ByteBuffer before = Says.sale(scene.korea().minusHours(1), 5_000, "1");

    private static ByteBuffer faulty() {
        return new Modules('O', 'X', 'F', 'N').data();
    }

    @Test
    public void asksWhetherItIsThereWhatItIsAndWhatItKeeps() {
        scene.lineUp();
        scene.answers('a', Says.well());
        scene.answers('v', Says.versions());
        assertEquals(List.of(Condition.connecting()), scene.news());
        scene.answers('l', before);
        assertEquals(List.of(Condition.ready()), scene.news());
        assertEquals(List.of("A(0)", "ACK", "V(0)", "ACK", "L(0)", "ACK"), scene.sent());
    }

    @Test
    public void aTerminalThatDoesNotTellItsVersionIsReadyAllTheSame() {
        scene.lineUp();
        scene.answers('a', Says.well());
        scene.pass(Duration.ofMillis(1_500));
        scene.answers('l', before);
        assertEquals(List.of(Condition.connecting(), Condition.ready()), scene.news());
    }

    @Test
    public void aTerminalInTroubleIsInError() {
        scene.lineUp();
        scene.answers('a', faulty());
        scene.answers('v', Says.versions());
        scene.answers('l', before);
        assertEquals(
                Condition.error("the terminal reports trouble: rf, van"),
                scene.news().get(1));
        scene.pass(Scene.seconds(8));
        scene.answers('a', Says.well());
        assertEquals("well again by itself", List.of(Condition.ready()), scene.news());
    }

    @Test
    public void aTerminalThatDoesNotAnswerHangsAndIsSoughtAgain() {
        scene.lineUp();
        scene.pass(Duration.ofMillis(4_500));
        assertEquals(List.of(Condition.connecting(), HUNG), scene.news());
        assertEquals(List.of("A(0)", "A(0)", "A(0)"), scene.sent());
        scene.pass(Scene.seconds(1));
        assertEquals(List.of("A(0)"), scene.sent());
        scene.answers('a', Says.well());
        scene.answers('v', Says.versions());
        scene.answers('l', before);
        assertEquals(List.of(Condition.ready()), scene.news());
    }

    @Test
    public void anIdleTerminalThatStopsAnsweringHangsWithinTwentySeconds() {
        scene.ready(before);
        scene.pass(Scene.seconds(17));
        assertEquals(List.of(HUNG), scene.news());
        scene.pass(Scene.seconds(1));
        scene.answers('a', Says.well());
        scene.answers('l', before);
        assertEquals(List.of(Condition.ready()), scene.news());
    }

    @Test
    public void anIdleTerminalThatOnlyAcknowledgesHangsWithinTwentySeconds() {
        scene.ready(before);
        scene.pass(Scene.seconds(17).minusMillis(1));
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(2).plusMillis(1));
        assertEquals(List.of(HUNG), scene.news());
    }

    @Test
    public void theThirdSilenceInARowIsEndedOnAnotherLine() {
        scene.lineUp();
        scene.pass(Scene.seconds(16));
        assertEquals(List.of(Condition.connecting(), HUNG), scene.news());
        scene.pass(Duration.ofMillis(500));
        assertEquals(List.of("reopen"), scene.news());
        scene.lineUp();
        scene.answers('a', Says.well());
        scene.answers('v', Says.versions());
        scene.answers('l', before);
        assertEquals("it stays HUNG until then", List.of(Condition.ready()), scene.news());
    }

    @Test
    public void aSlowAnswerIsAnAnswer() {
        scene.lineUp();
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(4));
        assertEquals(HUNG, scene.news().get(1));
        scene.pass(Scene.seconds(1));
        scene.hears('a', Says.well());
        scene.answers('v', Says.versions());
        scene.answers('l', before);
        assertEquals(List.of(Condition.ready()), scene.news());
    }

    @Test
    public void aTerminalThatRefusesIsThere() {
        scene.ready(before);
        scene.pass(Scene.seconds(8));
        scene.hears(Says.NAK, Says.NAK, Says.NAK);
        assertEquals(List.of(), scene.news());
        scene.sent();
        scene.pass(Scene.seconds(9));
        assertEquals("asked again", List.of("A(0)"), scene.sent());
        scene.start(10_000);
        scene.answers('a', Says.well());
        assertEquals(List.of("ACK", "B(30)"), scene.sent());
    }

    @Test
    public void isNotAskedDuringAPayment() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(59));
        assertEquals(List.of("B(30)"), scene.sent());
    }

    @Test
    public void aLostLineIsDisconnectedAndReadyWhenItIsBack() {
        scene.ready(before);
        scene.lineLost();
        scene.lineUp();
        scene.answers('a', Says.well());
        scene.answers('l', before);
        assertEquals(
                List.of(Condition.disconnected("unplugged"), Condition.connecting(), Condition.ready()), scene.news());
        assertEquals("the version is told once", List.of("A(0)", "ACK", "L(0)", "ACK"), scene.sent());
    }

    @Test
    public void aLostLineEndsWhatIsAskedBeforeItIsShown() {
        scene.ready(before);
        scene.check();
        scene.lineLost();
        assertEquals(List.of(ErrorCode.DEVICE_CHECK_FAILED, Condition.disconnected("unplugged")), scene.news());
    }

    @Test
    public void checksItsModules() {
        scene.ready(before);
        scene.check();
        scene.answers('a', Says.well());
        assertEquals(List.of("checked"), scene.news());
    }

    @Test
    public void aCheckThatFindsTroubleFailsThenTheDeviceIsInError() {
        scene.ready(before);
        scene.check();
        scene.answers('a', faulty());
        assertEquals(
                List.of(ErrorCode.DEVICE_CHECK_FAILED, Condition.error("the terminal reports trouble: rf, van")),
                scene.news());
    }

    @Test
    public void aCheckThatCannotBeReadFails() {
        scene.ready(before);
        scene.check();
        scene.answers('a', Says.text("OOO"));
        assertEquals(ErrorCode.DEVICE_CHECK_FAILED, scene.news().get(0));
    }

    @Test
    public void aCheckWithoutAnswerFailsInTime() {
        scene.ready(before);
        scene.check();
        scene.pass(Scene.seconds(4));
        assertEquals(List.of(ErrorCode.DEVICE_CHECK_FAILED, HUNG), scene.news());
    }

    @Test
    public void aCheckWhileTheTerminalIsBeingAskedWaits() {
        scene.ready(before);
        scene.pass(Scene.seconds(8));
        scene.check();
        scene.answers('a', Says.well());
        scene.answers('a', Says.well());
        assertEquals(List.of("checked"), scene.news());
    }

    @Test
    public void aPaymentIsRefusedWithoutALine() {
        scene.start(10_000);
        assertEquals(List.of(ErrorCode.PAYMENT_START_FAILED), scene.news());
    }
}
