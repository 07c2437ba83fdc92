package perihost.payment.smartro.session;

import static org.junit.Assert.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.Test;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome.NotStarted;

/** A request that nothing was heard of, and what may be sent again (docs/protocols/smartro.md, 6.5). */
public class RepeatingTest {
    private final Scene scene = new Scene();
    private final ByteBuffer before = Says.sale(scene.korea().minusHours(1), 5_000, "1");

    private ByteBuffer sale() {
        return Says.sale(scene.korea(), 10_000, "30012345");
    }

    @Test
    public void isNotStartedWhenEverySendingIsRefused() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears(Says.NAK, Says.NAK, Says.NAK);
        assertEquals(List.of(ErrorCode.PAYMENT_START_FAILED), scene.news());
        assertEquals("B(30)", scene.sent().get(2));
        scene.hears('l', before);
        scene.start("c2", 10_000);
        scene.hears(Says.ACK);
        assertEquals("the next one is", List.of("started"), scene.news());
    }

    @Test
    public void theLastRefusalAfterTwoSecondsIsAnOutcome() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears(Says.NAK, Says.NAK);
        scene.pass(Scene.seconds(2));
        scene.hears(Says.NAK);
        assertEquals(List.of("started", new NotStarted("the terminal refused the request")), scene.news());
    }

    @Test
    public void anUnacknowledgedRequestIsRepeatedOnlyWhenTheTerminalSaysThatItDidNothing() {
        scene.ready(before);
        scene.start(10_000);
        scene.pass(Scene.seconds(3));
        assertEquals(List.of("B(30)", "E(0)"), scene.sent());
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        assertEquals(List.of("ACK", "L(0)", "ACK"), scene.sent());
        scene.pass(Scene.seconds(1).dividedBy(2));
        assertEquals("after the pause", List.of("B(30)"), scene.sent());
        scene.hears(Says.ACK);
        scene.hears('b', sale());
        assertEquals(List.of("started", PayingTest.approved(sale())), scene.news());
    }

    @Test
    public void anUnacknowledgedRequestThatWasApprovedIsNotRepeated() {
        scene.ready(before);
        scene.start(10_000);
        scene.pass(Scene.seconds(3));
        scene.answers('e', Says.text(""));
        ByteBuffer sale = sale();
        scene.answers('l', sale);
        assertEquals(List.of("started", PayingTest.approved(sale)), scene.news());
        scene.pass(Scene.seconds(7));
        assertEquals(1, scene.sent().stream().filter("B(30)"::equals).count());
    }

    @Test
    public void anUnacknowledgedRequestIsNotRepeatedOnceACardWasSeen() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears('@', Says.text("R"));
        scene.pass(Scene.seconds(30));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        scene.pass(Scene.seconds(29));
        assertEquals(1, scene.sent().stream().filter("B(30)"::equals).count());
    }

    @Test
    public void aCardDuringTheQuestionOrThePauseKeepsTheRequestFromBeingRepeated() {
        for (int when = 0; when < 3; when++) {
            Scene other = new Scene().ready(before);
            other.start(10_000);
            other.pass(Scene.seconds(3));
            if (when == 0) other.hears('@', Says.text("R"));
            other.answers('e', Says.text(""));
            if (when == 1) other.hears('@', Says.text("R"));
            other.answers('l', before);
            if (when == 2) other.hears('@', Says.text("R"));
            other.pass(Scene.seconds(9));
            assertEquals(1, other.sent().stream().filter("B(30)"::equals).count());
        }
    }

    @Test
    public void aLineThatIsLostInThePauseKeepsTheRequestFromBeingRepeated() {
        scene.ready(before);
        scene.start(10_000);
        scene.pass(Scene.seconds(3));
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        scene.lineLost();
        scene.lineUp();
        scene.pass(Scene.seconds(9));
        assertEquals(1, scene.sent().stream().filter("B(30)"::equals).count());
    }

    @Test
    public void anApprovalDuringTheQuestionIsTheOutcome() {
        scene.ready(before);
        scene.start(10_000);
        scene.pass(Scene.seconds(3));
        scene.hears('b', sale());
        assertEquals(List.of("started", PayingTest.approved(sale())), scene.news());
        scene.answers('e', Says.text(""));
        assertEquals(List.of("B(30)", "E(0)", "ACK", "ACK", "L(0)"), scene.sent());
    }

    @Test
    public void threeSendingsWithoutAckAreAll() {
        scene.ready(before);
        scene.start(10_000);
        for (int i = 0; i < 2; i++) {
            scene.pass(Scene.seconds(3));
            scene.answers('e', Says.text(""));
            scene.answers('l', before);
            scene.pass(Scene.seconds(1).dividedBy(2));
        }
        scene.pass(Scene.seconds(3));
        assertEquals(3, scene.sent().stream().filter("B(30)"::equals).count());
        scene.pass(Scene.seconds(10));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        assertEquals(List.of("started", new NotStarted("the terminal never took the request")), scene.news());
        assertEquals(List.of("A(0)", "ACK", "E(0)", "ACK", "L(0)", "ACK", "L(0)"), scene.sent());
    }
}
