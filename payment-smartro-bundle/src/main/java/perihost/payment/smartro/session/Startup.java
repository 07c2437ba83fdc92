package perihost.payment.smartro.session;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.Job;
import perihost.payment.smartro.protocol.Modules;
import perihost.payment.smartro.protocol.Versions;

/** A line is open: is a terminal there, how is it, what does it keep as its last approval (9.2)? */
final class Startup implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);
    private static final int SENDINGS = 3;
    private static final Duration EVERY = Duration.ofSeconds(1); // while it boots

    private final Desk desk;
    private final boolean tellVersions;
    private Duration patience = Duration.ZERO;
    private Turn.Timer next;

    Startup(Desk desk, boolean tellVersions) {
        this.desk = desk;
        this.tellVersions = tellVersions;
        this.next = desk.turn().none();
    }

    void begin() {
        desk.check(Desk.QUICK_ACK, desk.settings().answer(), SENDINGS, this::versions, this::unanswered);
    }

    /** The terminal boots: after a pause it is asked again and again. */
    void beginAfter(Duration pause, Duration time) {
        patience = desk.turn().now().up().plus(pause).plus(time);
        next = desk.turn().after(pause, this::ask);
    }

    private void ask() {
        desk.check(EVERY, EVERY, 1, this::versions, this::unanswered);
    }

    private void unanswered(Reply.Why why) {
        if (desk.turn().now().up().compareTo(patience) < 0) next = desk.turn().after(EVERY, this::ask);
        else desk.course().silent(why == Reply.Why.NAK);
    }

    private void versions(Modules modules) {
        if (!tellVersions) {
            last(modules);
            return;
        }
        Ask ask = Ask.of(desk.exchange().frame(Job.VERSION), Desk.QUICK_ACK, Desk.QUICK_ANSWER)
                .times(1);
        desk.exchange().ask(ask, reply -> {
            if (reply instanceof Reply.Answer a) tell(a.frame());
            last(modules);
        });
    }

    private void tell(Frame v) {
        Versions.read(v.data())
                .map(r -> String.join(" ", r.boot0(), r.boot1(), r.application()))
                .ifPresent(
                        r -> LOG.info("{}: {}, id {}", desk.id(), Texts.printable(r), Texts.printable(v.terminalId())));
    }

    private void last(Modules modules) {
        desk.last(desk.settings().answer(), l -> {
            if (l.isEmpty()) LOG.warn("{}: it does not tell its last approval: a lost answer stays unknown", desk.id());
            desk.course().alive(modules);
            desk.course().started();
        });
    }

    @Override
    public void lost(boolean unwritten) {
        next.cancel();
    }

    @Override
    public void preempted() {
        next.cancel();
    }
}
