package perihost.payment.smartro.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.Test;
import perihost.api.device.Condition;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.api.payment.PaymentOutcome.Failed;
import perihost.api.payment.PaymentOutcome.Unsettled;

/** Payments whose answer did not come, step by step, and what is made of the last approval (11.3, 11.4). */
public class SettlingTest {
    private static final Failed NOTHING = new Failed("no answer came, and nothing was approved");

    private final Scene scene = new Scene();
    private final ByteBuffer before = Says.sale(scene.korea().minusHours(1), 5_000, "1");

    private ByteBuffer sale() {
        return Says.sale(scene.korea(), 10_000, "30012345");
    }

    private static Unsettled unsettled(String why) {
        return new Unsettled(why + ": the payment has to be checked with the VAN");
    }

    private void unanswered(ByteBuffer last) {
        scene.ready(last);
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(60));
        assertEquals(List.of("started"), scene.news());
        assertEquals(List.of("B(30)"), scene.sent());
    }

    /** As far as the question for the last approval. */
    private void asked(ByteBuffer last) {
        unanswered(last);
        scene.pass(Scene.seconds(10));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        assertEquals(List.of("A(0)", "ACK", "E(0)", "ACK", "L(0)"), scene.sent());
        assertEquals(List.of(), scene.news());
    }

    private void ends(ByteBuffer last, Object expected) {
        scene.answers('l', last);
        assertEquals(List.of(expected), scene.news());
    }

    @Test
    public void listensForTenSecondsAndSaysNothing() {
        unanswered(before);
        scene.pass(Scene.seconds(10).minusMillis(1));
        assertEquals(List.of(), scene.sent());
        ByteBuffer sale = sale();
        scene.hears('b', sale);
        assertEquals(List.of(PayingTest.approved(sale)), scene.news());
    }

    @Test
    public void anAnswerIsTheOutcomeInEveryStep() {
        asked(before);
        scene.hears('b', Says.rejection("no"));
        assertEquals(List.of(new Declined("no")), scene.news());
        scene.answers('l', before);
        assertEquals(
                "the question goes on, and the next is another",
                "ACK",
                scene.sent().get(0));
    }

    @Test
    public void anApprovalThatFitsIsOurs() {
        asked(before);
        ByteBuffer sale = sale();
        ends(sale, PayingTest.approved(sale));
        assertEquals("approved", scene.notes.get("outcome"));
    }

    @Test
    public void anApprovalOfAnotherAmountIsUnknown() {
        asked(before);
        ends(Says.sale(scene.korea(), 9_999, "2"), unsettled("the terminal's last approval has another amount"));
    }

    @Test
    public void anApprovalOfAnotherTimeIsUnknown() {
        for (Duration off : List.of(Duration.ofSeconds(-191), Duration.ofSeconds(121))) {
            SettlingTest test = new SettlingTest();
            test.asked(before);
            test.ends(
                    Says.sale(test.scene.korea().plus(off), 10_000, "2"),
                    unsettled("the terminal's last approval is of another time"));
        }
    }

    @Test
    public void nothingNewIsAskedOnceMoreAndIsAFailure() {
        asked(before);
        scene.answers('l', before);
        assertEquals(List.of(), scene.news());
        scene.pass(Duration.ZERO);
        assertEquals(List.of("ACK", "L(0)"), scene.sent());
        ends(before, NOTHING);
    }

    @Test
    public void nothingNewIsNoFailureAsLongAsSomebodyMayPay() {
        unanswered(before);
        scene.hears('@', Says.text("I"));
        scene.pass(Scene.seconds(10));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        scene.sent();
        scene.pass(Scene.seconds(50).minusMillis(1));
        assertEquals(List.of(), scene.sent());
        scene.pass(Duration.ofMillis(1));
        assertEquals(List.of("L(0)"), scene.sent());
        ByteBuffer sale = sale();
        ends(sale, PayingTest.approved(sale));
    }

    @Test
    public void aTerminalThatAnswersHasAllTheTimeThatItTakes() {
        unanswered(before);
        scene.pass(Scene.seconds(10));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        scene.hears('@', Says.text("I"));
        scene.answers('l', before);
        for (int i = 0; i < 2; i++) {
            scene.pass(Scene.seconds(50));
            scene.hears('@', Says.text("O"));
        }
        assertEquals(List.of(), scene.news());
        scene.pass(Scene.seconds(60));
        ends(before, NOTHING);
    }

    @Test
    public void aNewRejectionIsARejection() {
        asked(before);
        ends(Says.rejection("no"), new Declined("no"));
    }

    @Test
    public void theSameRejectionAsBeforeIsNothingNew() {
        asked(Says.rejection("no"));
        scene.answers('l', Says.rejection("no"));
        scene.pass(Duration.ZERO);
        ends(Says.rejection("no"), NOTHING);
    }

    @Test
    public void whatCannotBeReadIsUnknown() {
        Unsettled unknown = unsettled("the terminal keeps no last approval");
        List<ByteBuffer> unreadable = List.of(
                Says.blank(),
                Says.text("0".repeat(157)),
                Says.text("\0".repeat(157)),
                Says.text(""),
                Says.text("1".repeat(156)));
        for (ByteBuffer l : unreadable) {
            SettlingTest test = new SettlingTest();
            test.asked(before);
            test.ends(l, unknown);
        }
    }

    @Test
    public void anApprovalIsOursThoughTheTerminalKeptNothingBefore() {
        asked(Says.blank());
        ByteBuffer sale = sale();
        ends(sale, PayingTest.approved(sale));
    }

    @Test
    public void goesOnThoughTheTerminalDoesNotStop() {
        unanswered(before);
        scene.pass(Scene.seconds(10));
        scene.answers('a', Says.well());
        scene.pass(Scene.seconds(9));
        assertEquals(List.of("A(0)", "ACK", "E(0)", "E(0)", "E(0)", "L(0)"), scene.sent());
        ByteBuffer sale = sale();
        ends(sale, PayingTest.approved(sale));
    }

    @Test
    public void asksASilentTerminalAgainOnAnotherLineAndLeavesItOpenInTheEnd() {
        scene.reopens = true;
        unanswered(before);
        scene.pass(Scene.seconds(19));
        assertEquals(List.of("A(0)", "A(0)", "A(0)"), scene.sent());
        assertEquals(List.of(Condition.hung("the terminal does not answer")), scene.news());
        scene.pass(Scene.seconds(71));
        assertTrue(scene.news().contains(unsettled("the terminal did not answer")));
    }

    @Test
    public void anAnswerAfterwardsIsKeptForTheNextTimeThatItIsAskedFor() {
        asked(before);
        ends(Says.blank(), unsettled("the terminal keeps no last approval"));
        ByteBuffer sale = sale();
        scene.hears('b', sale);
        assertEquals(List.of(), scene.news());
        scene.settle(10_000);
        assertEquals(List.of(PayingTest.approved(sale)), scene.news());
    }

    @Test
    public void settlesAfterTheLossOfTheLine() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(5));
        scene.lineLost();
        assertEquals(List.of("started", Condition.disconnected("unplugged")), scene.news());
        scene.pass(Scene.seconds(5));
        scene.lineUp();
        scene.sent();
        scene.pass(Scene.seconds(10));
        scene.answers('a', Says.well());
        assertEquals("well before the outcome", List.of(Condition.connecting(), Condition.ready()), scene.news());
        scene.answers('e', Says.text(""));
        ByteBuffer sale = sale();
        ends(sale, PayingTest.approved(sale));
    }

    @Test
    public void aLineThatWasLostBeforeTheAckMayHaveHiddenACard() {
        scene.ready(before);
        scene.start(10_000);
        scene.lineLost();
        scene.pass(Scene.seconds(5));
        scene.lineUp();
        scene.pass(Scene.seconds(10));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        scene.news();
        scene.sent();
        scene.pass(Scene.seconds(49));
        assertEquals(List.of(), scene.sent());
        scene.pass(Scene.seconds(1));
        ByteBuffer sale = sale();
        ends(sale, PayingTest.approved(sale));
    }

    @Test
    public void aLineLostBeforeTheAckIsStartedAndSettled() {
        scene.ready(before);
        scene.start(10_000);
        scene.lineLost();
        assertEquals(List.of("started", Condition.disconnected("unplugged")), scene.news());
    }

    @Test
    public void usesTheTerminalsClock() {
        scene.lineUp();
        scene.hears(Says.ACK, Says.frame(scene.korea().minusHours(3), 'a', Says.well()));
        scene.hears(Says.ACK, Says.frame(scene.korea().minusHours(3), 'v', Says.versions()));
        scene.hears(Says.ACK, Says.frame(scene.korea().minusHours(3), 'l', before));
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(70));
        scene.hears(Says.ACK, Says.frame(scene.korea().minusHours(3), 'a', Says.well()));
        scene.hears(Says.ACK, Says.frame(scene.korea().minusHours(3), 'e', Says.text("")));
        scene.news();
        ByteBuffer sale = Says.sale(scene.korea().minusHours(3), 10_000, "2");
        scene.hears(Says.ACK, Says.frame(scene.korea().minusHours(3), 'l', sale));
        assertEquals(List.of(PayingTest.approved(sale)), scene.news());
    }

    @Test
    public void theNextPaymentGoesOnWhenOneIsSettled() {
        asked(before);
        ByteBuffer sale = sale();
        ends(sale, PayingTest.approved(sale));
        scene.start("c2", 10_000);
        scene.answers('l', sale);
        scene.pass(Duration.ofMillis(500));
        scene.hears(Says.ACK);
        assertEquals(List.of("started"), scene.news());
    }
}
