package perihost.payment.smartro.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import perihost.api.device.Condition;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.api.payment.PaymentOutcome.Failed;
import perihost.api.payment.PaymentOutcome.NotStarted;
import perihost.api.payment.PaymentOutcome.Unsettled;
import perihost.api.payment.VoidRequest;
import perihost.payment.smartro.protocol.CancelRequest;
import perihost.payment.smartro.protocol.CardInquiry;
import perihost.payment.smartro.protocol.Token;

/** Undoing approvals: once, with the approval's own data, and nothing is guessed (6.5, 7.5). */
public class VoidingTest {
    private static final Unsettled UNKNOWN =
            new Unsettled("it is not known whether the approval is undone: it has to be checked with the VAN");
    private static final VoidRequest LAST = new VoidRequest("v1", "1", "20260126", 5_000);
    private static final VoidRequest OTHER = new VoidRequest("v1", "77", "20260120", 3_000);

    private final Scene scene = new Scene();
    private final ByteBuffer before = Says.sale(scene.korea().minusHours(1), 5_000, "1");
    private final List<CancelRequest> requests = new ArrayList<>();

    public VoidingTest() {
        scene.with((s, token) -> {
            if (token instanceof Token.Whole w && w.frame().job() == 'C')
                requests.add(CancelRequest.read(w.frame().data()).orElseThrow());
        });
        scene.ready(before);
    }

    private void started() {
        scene.undo(LAST);
        assertEquals(List.of("C(59)"), scene.sent());
        scene.hears(Says.ACK);
        assertEquals(List.of("started"), scene.news());
    }

    private ByteBuffer undone() {
        return Says.sale(scene.korea(), 5_000, "1");
    }

    private static ByteBuffer inquiry(char status) {
        return new CardInquiry('1', 'T', "", "0".repeat(14), 0, 0, status).data(Says.CARD);
    }

    @Test
    public void undoesWithTheApprovalsOwnData() {
        started();
        assertEquals(
                new CancelRequest('1', '1', 5_000, 0, 0, 0, false, "1", "20260126", "113456", ""), requests.get(0));
        ByteBuffer c = undone();
        scene.hears('c', c);
        assertEquals(List.of(PayingTest.approved(c)), scene.news());
        assertEquals("approved", scene.notes.get("outcome"));
        assertEquals("the next baseline", List.of("ACK", "L(0)"), scene.sent());
    }

    @Test
    public void asksTheTerminalWhatItDoesNotKnowAndDoesWithout() {
        scene.undo(OTHER);
        assertEquals(List.of("L(0)"), scene.sent());
        scene.answers('l', before);
        assertEquals(
                new CancelRequest('1', '1', 3_000, 0, 0, 0, false, "77", "20260120", "000000", ""), requests.get(0));
    }

    @Test
    public void doesNotWaitForATerminalThatDoesNotTellItsLastApproval() {
        scene.undo(OTHER);
        scene.pass(Duration.ofMillis(1_000));
        assertEquals(1, requests.size());
    }

    @Test
    public void aRefusalIsARefusalTwiceToo() {
        for (int i = 0; i < 2; i++) {
            started();
            scene.hears('d', inquiry('X'));
            assertEquals(List.of(new Declined("이미 취소된 거래")), scene.news());
            scene.answers('l', before);
            scene.sent();
        }
        started();
        scene.hears('d', inquiry('0'));
        assertEquals(List.of(new Declined("취소할 거래 없음")), scene.news());
    }

    @Test
    public void aRejectionIsARefusal() {
        started();
        scene.hears('c', Says.rejection("no"));
        assertEquals(List.of(new Declined("no")), scene.news());
    }

    @Test
    public void isNotStartedWhenEverySendingIsRefused() {
        scene.undo(LAST);
        scene.hears(Says.NAK, Says.NAK, Says.NAK);
        assertEquals(List.of(ErrorCode.PAYMENT_START_FAILED), scene.news());
    }

    @Test
    public void isNeverRepeatedWhenNothingComes() {
        scene.undo(LAST);
        scene.pass(Scene.seconds(2));
        assertEquals(List.of("started"), scene.news());
        scene.pass(Scene.seconds(11));
        assertEquals(List.of("C(59)", "E(0)"), scene.sent());
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        assertEquals(List.of(new Failed("no card was shown, and nothing is undone")), scene.news());
        assertEquals(1, requests.size());
    }

    private void unanswered() {
        started();
        scene.hears('@', Says.text("I"));
        scene.pass(Scene.seconds(70));
        scene.answers('e', Says.text(""));
        assertEquals(List.of("E(0)", "ACK", "L(0)"), scene.sent());
    }

    @Test
    public void whatCannotBeKnownIsNotGuessed() {
        unanswered();
        scene.answers('l', before);
        assertEquals(List.of(UNKNOWN), scene.news());
        scene.answers('l', before);
        scene.start(10_000);
        scene.pass(Scene.seconds(1));
        assertTrue("the terminal goes on", scene.sent().contains("B(30)"));
    }

    @Test
    public void theTerminalMayKeepThatItIsUndone() {
        unanswered();
        ByteBuffer l = undone();
        scene.answers('l', l);
        assertEquals(List.of(PayingTest.approved(l)), scene.news());
    }

    @Test
    public void anAnswerThatComesLateIsTheOutcome() {
        started();
        scene.pass(Scene.seconds(65));
        ByteBuffer c = undone();
        scene.hears('c', c);
        assertEquals(List.of(PayingTest.approved(c)), scene.news());
    }

    @Test
    public void anApprovalMeanwhileIsNobodys() {
        started();
        scene.hears('b', Says.sale(scene.korea(), 5_000, "9"));
        assertEquals(List.of(), scene.news());
        assertEquals(List.of("ACK"), scene.sent());
    }

    @Test
    public void aLineThatIsLostIsListenedToWhenItIsBack() {
        started();
        scene.lineLost();
        scene.lineUp();
        ByteBuffer c = undone();
        scene.hears('c', c);
        assertEquals(
                List.of(Condition.disconnected("unplugged"), Condition.connecting(), PayingTest.approved(c)),
                scene.news());
    }

    @Test
    public void aCardMayHaveBeenShownWhileTheLineWasLost() {
        started();
        scene.lineLost();
        scene.lineUp();
        scene.pass(Scene.seconds(10));
        scene.answers('e', Says.text(""));
        scene.news();
        scene.answers('l', before);
        assertEquals(UNKNOWN, scene.news().get(0));
    }

    @Test
    public void afterARestartItIsLookedFor() {
        started();
        scene.restart();
        scene.settleUndo(LAST);
        scene.ready(before);
        scene.pass(Scene.seconds(10));
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        assertEquals(List.of(UNKNOWN), scene.news());
    }

    @Test
    public void afterARestartItsAnswerIsTakenFromTheJournal() {
        started();
        ByteBuffer c = undone();
        scene.hears('c', c);
        scene.news();
        scene.restart();
        scene.settleUndo(LAST);
        assertEquals(List.of(PayingTest.approved(c)), scene.news());
    }

    @Test
    public void afterARestartWhatWasNeverToBeSentWasNotStarted() {
        scene.settleUndo(LAST);
        assertEquals(List.of(new NotStarted("the terminal was never asked")), scene.news());
    }

    @Test
    public void aResetLooksForItsEndFirst() {
        started();
        scene.reset();
        scene.pass(Scene.seconds(10));
        scene.answers('e', Says.text(""));
        scene.answers('l', before);
        assertEquals(
                List.of(ErrorCode.PAYMENT_RESET_FAILED, new Failed("no card was shown, and nothing is undone")),
                scene.news());
        assertEquals(List.of("E(0)", "ACK", "L(0)", "ACK", "R(0)"), scene.sent());
    }

    @Test
    public void whatIsNotOnDiskIsNotWritten() {
        scene.journalFails = true;
        scene.undo(LAST);
        assertEquals(List.of(ErrorCode.PAYMENT_START_FAILED), scene.news());
        assertEquals(0, requests.size());
    }

    @Test
    public void cannotBeCancelled() {
        started();
        scene.cancel();
        assertEquals(List.of(ErrorCode.PAYMENT_CANCEL_FAILED), scene.news());
    }
}
