package perihost.simulator.terminal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.FrameDecoder;
import perihost.payment.smartro.protocol.Token;

/** All that a terminal hears: a broken frame is refused, at once where its end is known and else once the line is silent. */
final class Inbox {
    private static final Duration INTER_BYTE = Duration.ofMillis(300);

    private final Agenda agenda;
    private final Temper temper;
    private final Voice voice;
    private final Consumer<Frame> requests;
    private FrameDecoder decoder = new FrameDecoder();
    private boolean owesNak;
    private Agenda.Later silence = () -> {};

    /** @param requests takes sound requests, acknowledged or not */
    Inbox(Agenda agenda, Temper temper, Voice voice, Consumer<Frame> requests) {
        this.agenda = agenda;
        this.temper = temper;
        this.voice = voice;
        this.requests = requests;
    }

    void hear(ByteBuffer bytes) {
        silence.cancel();
        decoder.feed(bytes, this::take);
        silence = agenda.in(INTER_BYTE, this::silent);
    }

    /** What was heard so far counts for nothing. */
    void forget() {
        silence.cancel();
        decoder = new FrameDecoder();
        owesNak = false;
    }

    private void silent() {
        decoder.silent(this::take);
        if (owesNak) voice.nak();
        owesNak = false;
    }

    private void take(Token token) {
        if (token instanceof Token.Ack) acknowledged();
        else if (token instanceof Token.Nak) voice.refused();
        else if (token instanceof Token.Broken broken) broken(broken);
        else if (token instanceof Token.Whole whole) whole(whole.frame());
    }

    private void acknowledged() {
        if (!temper.faults().loses()) voice.acknowledged();
    }

    private void broken(Token.Broken frame) {
        if (frame.event()) return;
        if (frame.why() == Token.Why.BCC) voice.nak();
        else owesNak = true;
    }

    private void whole(Frame frame) {
        owesNak = false;
        if (Character.isUpperCase(frame.job())) requests.accept(frame); // anything else is an echo
    }
}
