package perihost.simulator.terminal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import perihost.payment.smartro.protocol.ApprovalRequest;
import perihost.payment.smartro.protocol.CancelRequest;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.Modules;
import perihost.payment.smartro.protocol.Sound;
import perihost.payment.smartro.protocol.Versions;

/**
 * Takes each request to where it is done. One that needs a card is refused by NAK while another is under way, and so is
 * a job that has no layout in the protocol's page.
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
    private final Supply supply;

    /** What makes it go. */
    interface Supply {
        /** It goes down and comes up again. */
        void restart();

        /** The same, but for what needs power. */
        void fail();
    }

    private Agenda.Later checking = () -> {};
    private volatile Modules modules = new Modules('O', 'O', 'O', 'O');
    private Sound sound = new Sound('5', '5', '5');

    Desk(Agenda agenda, Temper temper, Voice voice, Till till, CardJobs jobs, Books books, Supply supply) {
        this.agenda = agenda;
        this.temper = temper;
        this.voice = voice;
        this.till = till;
        this.jobs = jobs;
        this.books = books;
        this.supply = supply;
    }

    /** Any thread. */
    Modules modules() {
        return modules;
    }

    void set(Modules now) {
        modules = now;
    }

    void take(Frame request) {
        if (temper.faults().loses()) return;
        if (voice.isFull() || temper.faults().refuses()) voice.nak();
        else if (till.isAuthorising() && "ALMSV".indexOf(request.job()) >= 0) meanwhile(request);
        else perform(request);
    }

    private void meanwhile(Frame request) {
        switch (temper.busy() == Temper.Busy.ANY ? temper.faults().busy() : temper.busy()) {
            case ANSWER -> perform(request);
            case NAK -> voice.nak();
            case SILENT, ANY -> {}
        }
    }

    private void perform(Frame request) {
        switch (request.job()) {
            case 'A' -> check();
            case 'B' -> approve(request);
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

    private void approve(Frame request) {
        jobs.approve(ApprovalRequest.read(request.data()));
        temper.faults().powerLoss().ifPresent(in -> agenda.in(in, supply::fail));
    }

    private void answer(char job, ByteBuffer data) {
        voice.ack();
        voice.answer(job, data);
    }

    private void check() {
        voice.ack();
        Duration time = temper.times().check().plus(temper.faults().slowness());
        if (time.isZero()) voice.answer('a', modules.data());
        else checking = agenda.in(time, () -> voice.answer('a', modules.data()));
    }

    private void reset() {
        voice.ack();
        supply.restart();
    }

    /** Nothing more comes of what was asked before. */
    void switchOff() {
        checking.cancel();
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
