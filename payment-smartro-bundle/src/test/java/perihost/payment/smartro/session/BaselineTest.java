package perihost.payment.smartro.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.Test;
import perihost.api.device.Condition;
import perihost.api.payment.PaymentOutcome.Failed;
import perihost.api.payment.PaymentOutcome.Unsettled;

/** What is known from before a payment, and a terminal that keeps nothing: what follows from it (11.2, 11.3). */
public class BaselineTest {
    private final Scene scene = new Scene();
    private final ByteBuffer before = Says.sale(scene.korea().minusHours(1), 5_000, "1");

    private void unanswered(ByteBuffer last) {
        scene.ready(last);
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(60));
        assertEquals(List.of("started"), scene.news());
    }

    private void ends(ByteBuffer last, Object expected) {
        scene.answers('l', last);
        assertEquals(List.of(expected), scene.news());
    }

    /** The first is declined, what the terminal keeps is told too late, and the second begins without it. */
    private void secondAfterADecline() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.hears('b', Says.rejection("first"));
        scene.hears(Says.ACK); // of L
        scene.notes.clear();
        scene.start("c2", 10_000);
        scene.pass(Scene.seconds(1));
        assertEquals(List.of("B(30)", "ACK", "L(0)", "B(30)"), scene.sent());
        scene.hears(Says.ACK);
        scene.news();
    }

    @Test
    public void aLastApprovalThatWasAskedForBeforeThePaymentSaysNothingOfIt() {
        for (ByteBuffer late : List.of(Says.rejection("other"), Says.sale(scene.korea(), 10_000, "2"))) {
            BaselineTest test = new BaselineTest();
            test.secondAfterADecline();
            test.scene.hears('l', late);
            assertFalse(test.scene.notes.containsKey("outcome"));
            ByteBuffer own = Says.sale(test.scene.korea(), 10_000, "3");
            test.scene.hears('b', own);
            assertEquals(List.of(PayingTest.approved(own)), test.scene.news());
        }
    }

    @Test
    public void theDeclineBeforeIsNotThePayments() {
        secondAfterADecline();
        scene.hears('@', Says.text("I"));
        scene.lineLost();
        scene.lineUp();
        scene.pass(Scene.seconds(10));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        scene.news();
        scene.answers('l', Says.rejection("first"));
        assertEquals(List.of(), scene.news());
        ByteBuffer own = Says.sale(scene.korea(), 10_000, "3");
        scene.hears('b', own);
        assertEquals(List.of(PayingTest.approved(own)), scene.news());
    }

    @Test
    public void aTerminalThatWasNeverUsedAndWasThereAllTheTimeHasApprovedNothing() {
        unanswered(Says.blank());
        scene.pass(Scene.seconds(10));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        scene.answers('l', Says.blank());
        scene.pass(Duration.ZERO);
        ends(Says.blank(), new Failed("no answer came, and nothing was approved"));
    }

    @Test
    public void aTerminalThatWasNeverUsedIsNotBelievedOnceACardWasSeenOrItWasAway() {
        BaselineTest card = new BaselineTest();
        card.unanswered(Says.blank());
        card.scene.hears('@', Says.text("I"));
        BaselineTest line = new BaselineTest();
        line.unanswered(Says.blank());
        line.scene.lineLost();
        line.scene.lineUp();
        for (BaselineTest test : List.of(card, line)) {
            test.scene.pass(Scene.seconds(10));
            test.scene.answers('a', Says.well());
            test.scene.answers('e', Says.text(""));
            test.scene.news();
            test.ends(
                    Says.blank(),
                    new Unsettled("the terminal keeps no last approval: the payment has to be checked with the VAN"));
        }
    }

    @Test
    public void withoutABaselineEverythingIsUnknown() {
        scene.lineUp();
        scene.answers('a', Says.well());
        scene.answers('v', Says.versions());
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(4));
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(4));
        assertEquals(List.of(Condition.connecting(), Condition.ready()), scene.news());
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(70));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        scene.news();
        ends(
                Says.sale(scene.korea(), 10_000, "2"),
                new Unsettled("what the terminal kept before the payment is not known:"
                        + " the payment has to be checked with the VAN"));
    }
}
