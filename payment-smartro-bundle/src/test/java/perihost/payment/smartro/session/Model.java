package perihost.payment.smartro.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import perihost.payment.smartro.protocol.ApprovalRequest;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.Token;

/**
 * A terminal on a bad line. It takes one request at a time, repeats an answer that is not acknowledged, and keeps what it
 * approved; requests, ACKs, answers and events are lost, damaged and cut, as often as it is told.
 */
final class Model {
    /** What {@code E} does while a payment is being authorised (9.4). */
    enum Stop {
        SILENT,
        REFUSED,
        AFTERWARDS
    }

    /** An approval: whose it was. */
    record Charged(String payment, String number) {}

    final List<Charged> charged = new ArrayList<>();
    private final Scene scene;
    private final Random random;
    private final Duration ahead;
    private double trouble;
    private String payment = "";
    private ByteBuffer last = Says.blank();
    private Optional<ApprovalRequest> waiting = Optional.empty();
    private boolean authorising;
    private boolean stopLater;
    private Optional<Answer> unacknowledged = Optional.empty();
    private int numbers;
    private int cards; // counts waits for a card, so that an old customer does not pay for a new payment

    private static final class Answer {
        final byte[] frame;
        int sent;

        Answer(byte[] frame) {
            this.frame = frame;
        }
    }

    Model(Scene scene, Random random) {
        this.scene = scene;
        this.random = random;
        this.ahead = Duration.ofSeconds(random.nextInt(7200) - 3600);
        if (random.nextInt(5) > 0) last = Says.sale(time().minusMinutes(random.nextInt(60)), 1_000, "before");
        scene.with((s, token) -> heard(token));
    }

    /** How often something goes wrong, 0 to 1. */
    void trouble(double often) {
        trouble = often;
    }

    /** Which payment the host is at. */
    void payment(String id) {
        payment = id;
    }

    /** Whether it never approved anything. */
    boolean keepsNothing() {
        return last.equals(Says.blank());
    }

    private boolean goesWrong() {
        return random.nextDouble() < trouble;
    }

    private LocalDateTime time() {
        return scene.korea().plus(ahead);
    }

    private void heard(Token token) {
        if (goesWrong()) {
            if (random.nextBoolean() && token instanceof Token.Whole) says(Says.NAK);
            return;
        }
        if (token instanceof Token.Ack) unacknowledged = Optional.empty();
        else if (token instanceof Token.Nak) unacknowledged.ifPresent(this::repeat);
        else if (token instanceof Token.Whole whole) request(whole.frame());
    }

    private void request(Frame frame) {
        if (frame.job() == 'E' && authorising) {
            Stop how = Stop.values()[random.nextInt(Stop.values().length)];
            if (how == Stop.REFUSED) says(Says.NAK);
            if (how == Stop.AFTERWARDS) says(Says.ACK);
            stopLater |= how == Stop.AFTERWARDS;
            return;
        }
        if (authorising && frame.job() != 'L') return;
        says(Says.ACK);
        switch (frame.job()) {
            case 'A' -> answer('a', Says.well());
            case 'V' -> answer('v', Says.versions());
            case 'L' -> answer('l', last.duplicate());
            case 'E' -> stop();
            case 'B' -> pay(ApprovalRequest.read(frame.data()).orElseThrow());
            default -> {}
        }
    }

    private void stop() {
        waiting = Optional.empty();
        cards++;
        answer('e', Says.text(""));
    }

    private void pay(ApprovalRequest request) {
        waiting = Optional.of(request);
        int card = ++cards;
        if (random.nextInt(5) == 0) return; // nobody comes
        scene.later(
                Duration.ofMillis(1_000 + random.nextInt(30_000)),
                () -> { // nobody is quicker
                    if (waiting.isPresent() && card == cards) shown(waiting.get(), payment);
                });
    }

    private void shown(ApprovalRequest request, String by) {
        waiting = Optional.empty();
        authorising = true;
        if (!goesWrong()) scene.hears('@', Says.text("I"));
        scene.later(Duration.ofMillis(random.nextInt(15_000)), () -> {
            authorising = false;
            if (random.nextInt(3) == 0) answer('b', Says.rejection("no " + random.nextInt(2)));
            else approve(request, by);
            if (stopLater) scene.later(Duration.ofMillis(100), () -> answer('e', Says.text("")));
            stopLater = false;
        });
    }

    private void approve(ApprovalRequest request, String by) {
        String number = "" + ++numbers;
        charged.add(new Charged(by, number));
        last = Says.sale(time(), request.amountWon(), number);
        answer('b', last.duplicate());
    }

    private void answer(char job, ByteBuffer data) {
        Answer answer = new Answer(Says.frame(time(), job, data));
        unacknowledged = Optional.of(answer);
        repeat(answer);
    }

    private void repeat(Answer answer) {
        if (unacknowledged.filter(a -> a == answer).isEmpty() || answer.sent >= 3) return;
        int sending = ++answer.sent;
        says(answer.frame);
        scene.later(Duration.ofSeconds(3), () -> {
            if (answer.sent == sending) repeat(answer);
        });
    }

    /** Bytes on their way: a little later, cut anywhere, or not at all. */
    private void says(byte[] bytes) {
        if (goesWrong() && random.nextBoolean()) return;
        byte[] sent = goesWrong() && bytes.length > 1 ? Says.damaged(bytes) : bytes;
        int cut = random.nextInt(sent.length + 1);
        byte[] head = java.util.Arrays.copyOf(sent, cut);
        byte[] tail = java.util.Arrays.copyOfRange(sent, cut, sent.length);
        scene.later(Duration.ofMillis(1), () -> scene.hears(head, tail));
    }
}
