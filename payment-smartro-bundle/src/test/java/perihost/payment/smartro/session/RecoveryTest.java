package perihost.payment.smartro.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import perihost.api.device.Condition;
import perihost.api.payment.PaymentOutcome.Failed;
import perihost.api.payment.PaymentOutcome.NotStarted;
import perihost.api.payment.PaymentOutcome.Unsettled;

/** After a death of the host: payments that it left open (11.4). */
public class RecoveryTest {
    private static final Failed NOTHING = new Failed("no answer came, and nothing was approved");

    private final Scene scene = new Scene();
    private final ByteBuffer before = Says.sale(scene.korea().minusHours(1), 5_000, "1");

    private ByteBuffer sale() {
        return Says.sale(scene.korea(), 10_000, "30012345");
    }

    private void ends(ByteBuffer last, Object expected) {
        scene.answers('l', last);
        assertEquals(List.of(expected), scene.news());
    }

    @Test
    public void afterARestartASettledAnswerIsTakenFromTheJournal() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears(Says.ACK);
        ByteBuffer sale = sale();
        scene.hears('b', sale);
        scene.news();
        scene.restart();
        scene.settle(10_000);
        assertEquals(List.of(PayingTest.approved(sale)), scene.news());
    }

    @Test
    public void afterARestartWhatWasNeverToBeSentWasNotStarted() {
        scene.settle(10_000);
        assertEquals(List.of(new NotStarted("the terminal was never asked")), scene.news());
    }

    private void restarted() {
        scene.ready(before);
        scene.start(10_000);
        scene.hears(Says.ACK);
        scene.news();
        scene.pass(Scene.seconds(5));
        scene.restart();
    }

    @Test
    public void afterARestartTheTerminalIsAskedAgainstTheJournaledBaseline() {
        restarted();
        ByteBuffer sale = sale();
        scene.settle(10_000);
        scene.lineUp();
        scene.pass(Scene.seconds(10));
        scene.answers('a', Says.well());
        scene.news();
        scene.answers('e', Says.text(""));
        ends(sale, PayingTest.approved(sale));
    }

    @Test
    public void afterARestartNothingNewIsWaitedFor() {
        restarted();
        scene.settle(10_000);
        scene.lineUp();
        scene.pass(Scene.seconds(10));
        scene.answers('a', Says.well());
        scene.news();
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        scene.pass(Scene.seconds(49));
        assertEquals(List.of(), scene.news());
        scene.pass(Scene.seconds(1));
        ends(before, NOTHING);
    }

    @Test
    public void anApprovalIsToldForOneOfTwoPayments() {
        restarted();
        ByteBuffer sale = sale();
        scene.settle("c1", 10_000);
        scene.lineUp();
        scene.pass(Scene.seconds(10));
        scene.answers('a', Says.well());
        scene.news();
        scene.answers('e', Says.text(""));
        ends(sale, PayingTest.approved(sale));
        scene.notes.keySet().removeIf(key -> !key.startsWith("sent") && !key.equals("baseline"));
        scene.settle("c2", 10_000);
        scene.answers('l', sale);
        scene.pass(Scene.seconds(10));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        scene.answers('l', sale);
        assertTrue(scene.news().get(0) instanceof Unsettled);
    }

    @Test
    public void anAnswerBeforeTheHostAsksAfterARestartIsNotLost() {
        restarted();
        scene.lineUp();
        ByteBuffer sale = sale();
        scene.hears('b', sale);
        scene.news();
        scene.settle(10_000);
        assertEquals(List.of(PayingTest.approved(sale)), scene.news());
    }

    @Test
    public void anAnswerWhileTheTerminalIsBeingLookedAtIsNotLost() {
        restarted();
        scene.lineUp();
        scene.answers('a', Says.well());
        scene.settle(10_000);
        scene.news();
        ByteBuffer sale = sale();
        scene.hears('b', sale);
        assertEquals(List.of(PayingTest.approved(sale)), scene.news());
        assertEquals("approved", scene.notes.get("outcome"));
        scene.answers('v', Says.versions());
        scene.answers('l', sale);
        assertEquals("the rest goes on", List.of(Condition.ready()), scene.news());
    }

    @Test
    public void theLastOfSeveralPaymentsIsSettledFirst() {
        restarted();
        Map<String, String> older = new LinkedHashMap<>(scene.notes);
        scene.notes.put("sent", Scene.START.plusSeconds(3).toString());
        scene.notes.put("sent.terminal", "20260126123459");
        Map<String, String> newer = new LinkedHashMap<>(scene.notes);
        scene.notes.clear();
        scene.notes.putAll(older);
        scene.settle("c1", 10_000);
        scene.notes.clear();
        scene.notes.putAll(newer);
        scene.settle("c2", 10_000);
        scene.lineUp();
        ByteBuffer sale = sale();
        scene.hears('b', sale);
        scene.pass(Scene.seconds(10));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        scene.answers('l', sale);
        List<Object> news = scene.news();
        assertEquals(1, news.stream().filter(PayingTest.approved(sale)::equals).count());
        assertTrue("the other stays open", news.get(news.size() - 1) instanceof Unsettled);
    }

    @Test
    public void aResetWaitsForThePayment() {
        restarted();
        scene.lineUp();
        scene.settle(10_000);
        scene.reset();
        scene.sent();
        scene.pass(Scene.seconds(10));
        assertEquals(List.of("A(0)"), scene.sent());
        ByteBuffer sale = sale();
        scene.hears('b', sale);
        scene.answers('a', Says.well());
        assertEquals(List.of("ACK", "ACK", "R(0)"), scene.sent());
    }
}
