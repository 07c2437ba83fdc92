package perihost.payment.smartro.session;

import static org.junit.Assert.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.Test;
import perihost.api.device.ErrorCode;
import perihost.api.payment.TerminalSettings;
import perihost.payment.smartro.protocol.Token;

/** What an idle terminal can be asked. */
public class QuestionsTest {
    private final Scene scene = new Scene();
    private final ByteBuffer before = Says.sale(scene.korea().minusHours(1), 5_000, "1");

    public QuestionsTest() {
        scene.ready(before);
    }

    @Test
    public void tellsTheLastApproval() {
        scene.ask(Session::lastApproval);
        assertEquals(List.of("L(0)"), scene.sent());
        scene.answers('l', before);
        assertEquals(List.of(Optional.of(PayingTest.approved(before).approval())), scene.news());
    }

    @Test
    public void aRejectionOrNothingIsNoLastApproval() {
        for (ByteBuffer none : List.of(Says.rejection("no"), Says.blank())) {
            scene.ask(Session::lastApproval);
            scene.answers('l', none);
            assertEquals(List.of(Optional.empty()), scene.news());
        }
    }

    @Test
    public void tellsWhetherAnIcCardIsIn() {
        scene.ask(Session::hasIcCard);
        scene.answers('m', Says.text("O"));
        scene.ask(Session::hasIcCard);
        scene.answers('m', Says.text("X"));
        scene.ask(Session::hasIcCard);
        scene.answers('m', Says.text("?"));
        assertEquals(List.of(true, false, ErrorCode.PROCESSING_ERROR), scene.news());
    }

    @Test
    public void readsACardsChipNumber() {
        scene.ask(Session::readCardUid);
        assertEquals(List.of("F(0)"), scene.sent());
        scene.answers('f', Says.text("3735928559"));
        assertEquals(List.of("DEADBEEF"), scene.news());
    }

    @Test
    public void stopsWaitingForACardThatIsNotShown() {
        scene.ask(Session::readCardUid);
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(3));
        assertEquals(List.of(ErrorCode.PROCESSING_ERROR), scene.news());
        assertEquals(List.of("F(0)", "E(0)"), scene.sent());
        scene.answers('e', Says.text(""));
        scene.start(10_000);
        scene.pass(Scene.seconds(1));
        assertEquals(List.of("ACK", "B(30)"), scene.sent());
    }

    @Test
    public void aChipNumberThatComesTooLateIsDropped() {
        scene.ask(Session::readCardUid);
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(3));
        scene.hears('f', Says.text("3735928559"));
        scene.answers('e', Says.text(""));
        assertEquals(List.of(ErrorCode.PROCESSING_ERROR), scene.news());
        scene.start(10_000);
        scene.pass(Scene.seconds(1));
        assertEquals(List.of("F(0)", "E(0)", "ACK", "ACK", "B(30)"), scene.sent());
    }

    @Test
    public void setsWhatIsWantedAndTellsAll() {
        TerminalSettings wanted = new TerminalSettings(OptionalInt.of(7), OptionalInt.empty(), OptionalInt.of(0));
        List<String> data = new ArrayList<>();
        scene.with((s, token) -> {
            if (token instanceof Token.Whole w)
                data.add(StandardCharsets.US_ASCII.decode(w.frame().data()).toString());
        });
        scene.ask((session, now) -> session.settings(wanted, now));
        scene.answers('s', Says.text("73 "));
        assertEquals(
                List.of(new TerminalSettings(OptionalInt.of(7), OptionalInt.of(3), OptionalInt.empty())), scene.news());
        assertEquals("what is left as it is is asked for", List.of("7Q0"), data);
    }

    @Test
    public void aTerminalThatDoesNotAnswerIsToldInTime() {
        scene.ask(Session::hasIcCard);
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(4));
        assertEquals(List.of(ErrorCode.PROCESSING_ERROR), scene.news());
    }

    @Test
    public void aQuestionWithoutALineFails() {
        scene.lineLost();
        scene.news();
        scene.ask(Session::hasIcCard);
        assertEquals(List.of(ErrorCode.PROCESSING_ERROR), scene.news());
    }
}
