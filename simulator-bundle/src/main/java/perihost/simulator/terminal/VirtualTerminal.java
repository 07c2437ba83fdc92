package perihost.simulator.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.payment.smartro.protocol.Modules;
import perihost.simulator.DeviceEnd;
import perihost.simulator.SimulatedDevice;

/**
 * A SMARTRO payment terminal. There is one of it, and it lives on when its line is closed and another one opened: it
 * works on, and what it says meanwhile is lost. One line at a time; whoever opens a second one loses it after a second.
 * Its methods may be called from any thread.
 */
public final class VirtualTerminal implements SimulatedDevice {
    private static final Duration FORMER_LINE = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofHours(1);
    private static final int PIECE = 4096;
    private static final Logger LOG = LoggerFactory.getLogger(VirtualTerminal.class);

    private final Agenda agenda;
    private final Temper temper;
    private final Books books;
    private final Cable cable;
    private final Voice voice;
    private final Till till;
    private final Desk desk;
    private final Inbox inbox;
    private final Semaphore socket = new Semaphore(1);
    private boolean down; // under the agenda, as all the parts are
    private Agenda.Later start = () -> {};

    /** @param memory of this terminal alone */
    public VirtualTerminal(Agenda agenda, Temper temper, Memory memory, Ledger ledger) {
        this.agenda = agenda;
        this.temper = temper;
        books = new Books(memory, ledger);
        cable = new Cable(agenda);
        voice = new Voice(agenda, temper, new Outbox(agenda, temper, cable));
        till = new Till(agenda, temper, voice);
        CardJobs jobs = new CardJobs(agenda, temper, voice, till, books, cable);
        desk = new Desk(agenda, temper, voice, till, jobs, books, new Power());
        inbox = new Inbox(agenda, temper, voice, desk::take);
    }

    /** Reads memory and ledger, which otherwise the first line does. */
    public void open() throws IOException {
        try {
            agenda.run(() -> {
                try {
                    books.open();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public Optional<String> absent() {
        return cable.isAway() ? Optional.of("the device is unplugged") : Optional.empty();
    }

    @Override
    public void serve(DeviceEnd end) throws IOException {
        open();
        takeSocket();
        try {
            agenda.run(() -> cable.plug(end));
            converse(end);
        } finally {
            agenda.run(cable::unplug);
            socket.release();
        }
    }

    private void takeSocket() throws IOException {
        try {
            if (socket.tryAcquire(FORMER_LINE.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("the terminal is on another line");
    }

    private void converse(DeviceEnd end) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        while (end.read(piece, IDLE) != DeviceEnd.FINISHED) {
            piece.flip();
            agenda.run(() -> hear(piece));
            piece.clear();
        }
    }

    @Override
    public void close() {
        agenda.close();
    }

    private void hear(ByteBuffer bytes) {
        if (!down) inbox.hear(bytes);
    }

    /** A customer presents a card. */
    public void present(Card card) {
        agenda.run(() -> whileUp(() -> till.present(card)));
    }

    /** A customer presents a card that cannot be read. */
    public void presentUnreadable() {
        agenda.run(() -> whileUp(till::presentUnreadable));
    }

    /** The card is taken out. */
    public void remove() {
        agenda.run(() -> whileUp(till::remove));
    }

    /** The modules' state. */
    public Modules modules() {
        return desk.modules();
    }

    /** The modules' state from now on. */
    public void set(Modules modules) {
        agenda.run(() -> desk.set(modules));
    }

    /** The power goes and comes back: whatever it was doing has never been. */
    public void cutPower() {
        agenda.run(new Power()::fail);
    }

    /** The line drops and comes back after a while. */
    public void cutLine() {
        agenda.run(() -> cable.cut(temper.times().away()));
    }

    private void whileUp(Runnable work) {
        if (down) LOG.info("the terminal is off");
        else work.run();
    }

    /** Switches it off and on. */
    private final class Power implements Desk.Supply {
        @Override
        public void restart() {
            down = true;
            start.cancel();
            voice.fallSilent();
            till.switchOff();
            desk.switchOff();
            inbox.forget();
            start = agenda.in(temper.times().reboot(), () -> down = false);
        }

        @Override
        public void fail() {
            restart();
            try {
                if (temper.forgetful()) books.forgetLast();
            } catch (IOException e) {
                LOG.error("the terminal's memory cannot be written", e);
            }
        }
    }
}
