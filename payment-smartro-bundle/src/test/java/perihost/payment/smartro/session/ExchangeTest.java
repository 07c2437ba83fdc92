package perihost.payment.smartro.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.Job;

/** The states of the exchange, row by row (docs/protocols/smartro.md, 6.3), and what is broken (4). */
public class ExchangeTest {
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 26, 12, 34, 56);
    private static final byte[] A = Says.frame(TIME, 'a', Says.well());
    private static final byte[] E = Says.frame(TIME, 'e', Says.text(""));
    private static final byte[] EVENT = Says.frame(TIME, '@', Says.text("I"));

    private final List<String> heard = new ArrayList<>();
    private final Turn turn = new Turn(new Moment(Duration.ZERO, Scene.START));
    private boolean keeps = true;
    private final Exchange exchange = new Exchange("test", turn, Scene.SETTINGS, new Exchange.Listener() {
        @Override
        public boolean keeps(Frame answer, boolean asked) {
            return keeps;
        }

        @Override
        public void late(Frame answer) {
            heard.add("late " + answer.job());
        }

        @Override
        public void unheard() {}

        @Override
        public void event(char code) {
            heard.add("event " + code);
        }
    });

    public ExchangeTest() {
        exchange.up();
    }

    private void ask() {
        ask(Ask.of(exchange.frame(Job.DEVICE_CHECK), Duration.ofSeconds(3), Duration.ofSeconds(4)));
    }

    private void ask(Ask ask) {
        exchange.ask(ask, new Asker() {
            @Override
            public void acknowledged() {
                heard.add("acknowledged");
            }

            @Override
            public void accept(Reply reply) {
                heard.add(
                        reply instanceof Reply.Answer a ? "answer " + a.frame().job() : reply.toString());
            }
        });
    }

    private void hears(byte[]... pieces) {
        Arrays.stream(pieces).map(ByteBuffer::wrap).forEach(exchange::onBytes);
    }

    private void pass(long millis) {
        Duration end = turn.now().up().plusMillis(millis);
        while (turn.due().filter(d -> d.compareTo(end) <= 0).isPresent()) {
            turn.begin(new Moment(turn.due().get(), Scene.START));
            turn.runDue();
        }
        turn.begin(new Moment(end, Scene.START));
    }

    private List<String> sent() {
        return turn.take().stream().map(e -> ((Effect.Send) e).what()).toList();
    }

    private void assertHeard(String... expected) {
        assertEquals(List.of(expected), heard);
    }

    @Test
    public void idleHandsEventsOnAndAcknowledgesNone() {
        hears(EVENT);
        assertHeard("event I");
        assertEquals(List.of(), sent());
    }

    @Test
    public void idleAcknowledgesAnAnswerAndHandsItOnAsLateOnce() {
        hears(E, E);
        assertEquals(List.of("ACK", "ACK"), sent());
        assertHeard("late e");
    }

    @Test
    public void idleDropsAckNakAndWhatIsBroken() {
        hears(Says.ACK, Says.NAK, Says.damaged(E), Arrays.copyOf(A, 20));
        pass(1_000);
        assertHeard();
        assertEquals(List.of(), sent());
    }

    @Test
    public void anAnswerThatCannotBeKeptWasNotHeard() {
        ask();
        keeps = false;
        hears(Says.ACK, A);
        keeps = true;
        assertEquals(List.of("A(0)"), sent());
        hears(A);
        assertHeard("acknowledged", "answer a");
        assertEquals(List.of("ACK"), sent());
    }

    @Test
    public void sendsAgainAtOnceWhenRefusedThreeTimesInAll() {
        ask();
        hears(Says.NAK, Says.NAK);
        assertEquals(List.of("A(0)", "A(0)", "A(0)"), sent());
        hears(Says.NAK);
        assertHeard("Failure[why=NAK, sent=3]");
        assertEquals(List.of(), sent());
    }

    @Test
    public void sendsAgainAfterSilenceThreeTimesInAll() {
        ask();
        pass(2_999);
        assertEquals(List.of("A(0)"), sent());
        pass(6_000);
        assertEquals(List.of("A(0)", "A(0)"), sent());
        assertHeard();
        pass(1);
        assertHeard("Failure[why=NO_ACK, sent=3]");
    }

    @Test
    public void whatMustNotBeRepeatedIsSentOnceInSilenceButAgainWhenRefused() {
        Ask ask = Ask.of(exchange.frame(Job.APPROVAL), Duration.ofSeconds(3), Duration.ofSeconds(60));
        ask(ask.once(3, "b", f -> true, Duration.ofSeconds(60)));
        hears(Says.NAK);
        pass(3_000);
        assertEquals(List.of("B(0)", "B(0)"), sent());
        assertHeard("Failure[why=NO_ACK, sent=2]");
    }

    @Test
    public void anAnswerStandsForALostAck() {
        ask();
        hears(A);
        assertHeard("answer a");
        assertEquals(List.of("A(0)", "ACK"), sent());
    }

    @Test
    public void anotherAnswerIsLateAndTheAckIsWaitedFor() {
        ask();
        pass(2_000);
        hears(E);
        assertHeard("late e");
        assertEquals(List.of("A(0)", "ACK"), sent());
        pass(1_000);
        assertEquals(List.of("A(0)"), sent());
    }

    @Test
    public void anEventDoesNotStopTheAckTimer() {
        ask();
        pass(2_000);
        hears(EVENT);
        pass(1_000);
        assertEquals(List.of("A(0)", "A(0)"), sent());
    }

    @Test
    public void aBrokenFrameBeforeTheAckIsRefused() {
        ask();
        hears(Says.damaged(A), Says.damaged(A), Says.damaged(A), Says.damaged(A));
        assertEquals(List.of("A(0)", "NAK", "NAK", "NAK", "NAK"), sent());
        assertHeard();
        hears(A);
        assertHeard("answer a");
    }

    @Test
    public void theThirdBrokenAnswerIsTheLast() {
        ask();
        hears(Says.ACK, Says.damaged(A), Says.damaged(A));
        assertHeard("acknowledged");
        hears(Says.damaged(A));
        assertHeard("acknowledged", "Failure[why=BROKEN, sent=1]");
        assertEquals(List.of("A(0)", "NAK", "NAK", "NAK"), sent());
    }

    @Test
    public void aCutAnswerIsRefusedOnceTheLineIsSilent() {
        ask();
        hears(Says.ACK, Arrays.copyOf(A, 39));
        pass(299);
        assertEquals(List.of("A(0)"), sent());
        pass(1);
        assertEquals(List.of("NAK"), sent());
        hears(A);
        assertHeard("acknowledged", "answer a");
    }

    @Test
    public void aCutAnswerIsNotRefusedWhenAnotherFollows() {
        ask();
        hears(Says.ACK, Arrays.copyOf(A, 20), A);
        pass(1_000);
        assertHeard("acknowledged", "answer a");
        assertEquals(List.of("A(0)", "ACK"), sent());
    }

    @Test
    public void waitingDropsAckAndNak() {
        ask();
        hears(Says.ACK, Says.ACK, Says.NAK, EVENT, E, A);
        assertHeard("acknowledged", "event I", "late e", "answer a");
        assertEquals(List.of("A(0)", "ACK", "ACK"), sent());
    }

    @Test
    public void waitingEndsInTimeWhateverElseComes() {
        ask();
        hears(Says.ACK);
        pass(3_000);
        hears(EVENT, E);
        pass(999);
        assertHeard("acknowledged", "event I", "late e");
        pass(1);
        assertEquals("Failure[why=NO_ANSWER, sent=1]", heard.get(heard.size() - 1));
    }

    @Test
    public void aCardGivesItsPaymentTime() {
        Ask ask = Ask.of(exchange.frame(Job.APPROVAL), Duration.ofSeconds(3), Duration.ofSeconds(60));
        ask(ask.once(3, "b", f -> true, Duration.ofSeconds(20)));
        hears(Says.ACK);
        pass(59_000);
        hears(EVENT);
        pass(19_999);
        assertHeard("acknowledged", "event I");
        pass(1);
        assertEquals("Failure[why=NO_ANSWER, sent=1]", heard.get(heard.size() - 1));
    }

    @Test
    public void theAckOfAResetIsItsEnd() {
        ask(Ask.of(exchange.frame(Job.RESET), Duration.ofSeconds(3), Duration.ofSeconds(4))
                .unanswered());
        hears(Says.ACK, Says.frame(TIME, 'r', Says.text("")));
        assertHeard("acknowledged", "Acknowledged[]", "late r");
        assertEquals(List.of("R(0)", "ACK"), sent());
    }

    @Test
    public void aLostLineEndsEverythingWithoutAWord() {
        ask();
        hears(Says.ACK, Arrays.copyOf(A, 20));
        exchange.down();
        pass(100_000);
        hears(A);
        assertHeard("acknowledged");
        exchange.up();
        hears(A);
        assertHeard("acknowledged", "late a");
    }

    @Test
    public void aRequestGoesOnBelowAnother() {
        Ask ask = Ask.of(exchange.frame(Job.APPROVAL), Duration.ofSeconds(3), Duration.ofSeconds(60));
        ask(ask.once(3, "b", f -> true, Duration.ofSeconds(60)));
        hears(Says.ACK);
        ask();
        hears(Says.frame(TIME, 'b', Says.blank()), Says.ACK, A);
        assertHeard("acknowledged", "answer b", "acknowledged", "answer a");
        assertTrue(!exchange.isBusy());
    }
}
