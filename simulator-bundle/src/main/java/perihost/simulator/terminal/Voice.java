package perihost.simulator.terminal;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.Job;

/**
 * All that a terminal says. Answers go out one after the other, each until it is acknowledged, three times in all; a
 * host that asks on before it has acknowledged gets the next answer after that.
 */
final class Voice {
    private static final ByteBuffer ACK = ByteBuffer.wrap(new byte[] {0x06}).asReadOnlyBuffer();
    private static final ByteBuffer NAK = ByteBuffer.wrap(new byte[] {0x15}).asReadOnlyBuffer();
    private static final int SENDINGS = 3;
    private static final int MOST = 8;

    private final Agenda agenda;
    private final Temper temper;
    private final Outbox out;
    private final Deque<Answer> answers = new ArrayDeque<>(); // the first one is waiting to be acknowledged
    private int sendings;
    private Agenda.Later again = () -> {};

    private record Answer(Frame frame, boolean damagedAtFirst) {}

    Voice(Agenda agenda, Temper temper, Outbox out) {
        this.agenda = agenda;
        this.temper = temper;
        this.out = out;
    }

    /** Whether it has no room for another answer. */
    boolean isFull() {
        return answers.size() >= MOST;
    }

    void ack() {
        out.say(Utterance.ACK, ACK);
    }

    void nak() {
        out.say(Utterance.NAK, NAK);
    }

    /** Tells of a card; never repeated. */
    void event(char code) {
        ByteBuffer data = ByteBuffer.wrap(new byte[] {(byte) code});
        out.say(Utterance.EVENT, frame(Job.EVENT, data).bytes());
    }

    void answer(char job, ByteBuffer data) {
        give(new Answer(frame(job, data), false));
    }

    /** An answer whose checksum is wrong when it is sent first. */
    void answerDamagedAtFirst(char job, ByteBuffer data) {
        give(new Answer(frame(job, data), true));
    }

    private Frame frame(char job, ByteBuffer data) {
        return Frame.of(temper.terminalId(), agenda.now().plus(temper.clockOff()), job, data);
    }

    private void give(Answer answer) {
        answers.addLast(answer);
        if (answers.size() == 1) send();
    }

    /** The host has the answer. */
    void acknowledged() {
        if (!answers.isEmpty()) next();
    }

    /** The host got it damaged. */
    void refused() {
        if (!answers.isEmpty()) repeat();
    }

    private void repeat() {
        again.cancel();
        if (sendings < SENDINGS) send();
        else next();
    }

    private void next() {
        again.cancel();
        answers.removeFirst();
        sendings = 0;
        if (!answers.isEmpty()) send();
    }

    private void send() {
        Answer answer = answers.getFirst();
        ByteBuffer bytes = answer.frame().bytes();
        out.say(Utterance.ANSWER, answer.damagedAtFirst() && sendings == 0 ? withWrongSum(bytes) : bytes);
        sendings++;
        again = agenda.in(temper.times().ack(), this::repeat);
    }

    private static ByteBuffer withWrongSum(ByteBuffer bytes) {
        ByteBuffer wrong = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        int last = wrong.limit() - 1;
        return wrong.put(last, (byte) ~wrong.get(last));
    }

    /** It was switched off: nothing is repeated. */
    void fallSilent() {
        again.cancel();
        answers.clear();
        sendings = 0;
    }
}
