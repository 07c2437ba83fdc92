package perihost.simulator.terminal;

import java.nio.ByteBuffer;
import java.util.Optional;
import perihost.payment.smartro.protocol.ApprovalRequest;
import perihost.payment.smartro.protocol.CancelRequest;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.Modules;
import perihost.payment.smartro.protocol.Sound;
import perihost.payment.smartro.protocol.Versions;

/**
 * Takes each request to where it is done. All but those that need a card are answered at any time, also while one is
 * being authorised: {@code l} then tells of the approval before. A job that has no layout in the protocol's page is
 * refused by NAK.
 */
final class Desk {
    static final ByteBuffer NO_DATA = ByteBuffer.allocate(0).asReadOnlyBuffer();
    private static final Versions VERSIONS = new Versions("TL3500_18041101", "TL3500_18041101", "TL3500_26010101");

    private final Agenda agenda;
    private final Temper temper;
    private final Voice voice;
    private final Till till;
    private final CardJobs jobs;
    private final Books books;
    private final Runnable reset;

    private Modules modules = new Modules('O', 'O', 'O', 'O');
    private Sound sound = new Sound('5', '5', '5');

    Desk(Agenda agenda, Temper temper, Voice voice, Till till, CardJobs jobs, Books books, Runnable reset) {
        this.agenda = agenda;
        this.temper = temper;
        this.voice = voice;
        this.till = till;
        this.jobs = jobs;
        this.books = books;
        this.reset = reset;
    }

    Modules modules() {
        return modules;
    }

    void set(Modules now) {
        modules = now;
    }

    void take(Frame request) {
        if (voice.isBusy()) {
            voice.nak();
            return;
        }
        switch (request.job()) {
            case 'A' -> check();
            case 'B' -> jobs.approve(ApprovalRequest.read(request.data()));
            case 'C' -> jobs.cancel(CancelRequest.read(request.data()));
            case 'D' -> jobs.inquire();
            case 'E' -> till.takeBack();
            case 'F' -> jobs.readUid();
            case 'L' -> answer('l', books.last());
            case 'M' -> answer('m', ByteBuffer.wrap(new byte[] {(byte) (till.holdsCard() ? 'O' : 'X')}));
            case 'R' -> reset();
            case 'S' -> adjust(Sound.read(request.data()));
            case 'V' -> answer('v', VERSIONS.data());
            default -> voice.nak();
        }
    }

    private void answer(char job, ByteBuffer data) {
        voice.ack();
        voice.answer(job, data);
    }

    private void check() {
        voice.ack();
        if (temper.times().check().isZero()) voice.answer('a', modules.data());
        else agenda.in(temper.times().check(), () -> voice.answer('a', modules.data()));
    }

    private void reset() {
        voice.ack();
        reset.run();
    }

    private void adjust(Optional<Sound> wanted) {
        wanted.ifPresent(w -> sound = new Sound(
                digit(w.brightness(), sound.brightness()),
                digit(w.voiceVolume(), sound.voiceVolume()),
                digit(w.touchVolume(), sound.touchVolume())));
        answer('s', sound.data());
    }

    private static char digit(char wanted, char now) {
        return wanted >= '0' && wanted <= '9' ? wanted : now;
    }
}
