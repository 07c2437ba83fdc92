package perihost.simulator.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.payment.smartro.protocol.ApprovalRequest;
import perihost.payment.smartro.protocol.CancelRequest;
import perihost.payment.smartro.protocol.CardInquiry;
import perihost.payment.smartro.protocol.CardUid;
import perihost.payment.smartro.protocol.Rejection;

/** The jobs that need a card: approval, cancel, inquiry, serial number. A request that cannot be read is rejected with B3. */
final class CardJobs {
    private static final int REFUSALS = 2;
    private static final long UID = 3_735_928_559L;
    private static final long BALANCE = 15_250;
    private static final Logger LOG = LoggerFactory.getLogger(CardJobs.class);

    private final Agenda agenda;
    private final Temper temper;
    private final Voice voice;
    private final Till till;
    private final Books books;
    private final Cable cable;
    private int refused; // how many requests in a row, because of their amount

    CardJobs(Agenda agenda, Temper temper, Voice voice, Till till, Books books, Cable cable) {
        this.agenda = agenda;
        this.temper = temper;
        this.voice = voice;
        this.till = till;
        this.books = books;
        this.cable = cable;
    }

    /** What moves money, and may not be able to write it down. */
    @FunctionalInterface
    private interface Move {
        ByteBuffer make() throws IOException;
    }

    void approve(Optional<ApprovalRequest> read) {
        Optional<ApprovalRequest> request = read.filter(r -> r.type() == '1' && r.amountWon() > 0);
        Scenario scenario = request.map(r -> Scenario.of(r.amountWon())).orElse(Scenario.APPROVE);
        if (scenario == Scenario.DEAF) return;
        if (isRefused(scenario)) voice.nak();
        else if (request.isEmpty()) reject('b');
        else begin(new Errand(scenario, false, card -> approve(request.get(), scenario, card)));
    }

    private boolean isRefused(Scenario scenario) {
        boolean refuses = scenario == Scenario.REFUSE_TWICE && refused < REFUSALS;
        refused = refuses ? refused + 1 : 0;
        return refuses;
    }

    private void begin(Errand errand) {
        if (till.isTaken()) {
            voice.nak();
            return;
        }
        voice.ack();
        till.begin(errand);
    }

    private void reject(char job) {
        voice.ack();
        voice.answer(job, Rejections.FORMAT.data());
    }

    private void approve(ApprovalRequest request, Scenario scenario, Card card) {
        Optional<Rejection> refusal = scenario == Scenario.DECLINE
                ? Optional.of(Rejections.BALANCE)
                : temper.faults().decline();
        if (refusal.isPresent()) {
            voice.answer('b', refusal.get().data());
            return;
        }
        ByteBuffer data = moved(() -> books.approve(request, card, now()));
        switch (scenario) {
            case LOSE_ANSWER -> cable.cut(temper.times().away()); // and it is never sent
            case DAMAGE_ONCE -> voice.answerDamagedAtFirst('b', data);
            default -> voice.answer('b', data);
        }
    }

    void cancel(Optional<CancelRequest> request) {
        if (request.isEmpty()) reject('c');
        else begin(new Errand(Scenario.APPROVE, request.get().code() > '2', card -> cancel(request.get(), card)));
    }

    private void cancel(CancelRequest request, Card card) {
        Optional<Booking> found = books.find(request);
        if (found.isEmpty()) voice.answer('d', inquiry(card, '0'));
        else if (found.get().kind() == Booking.CANCELLED) voice.answer('d', inquiry(card, 'X'));
        else voice.answer('c', moved(() -> books.cancel(found.get(), card, now())));
    }

    void inquire() {
        begin(new Errand(Scenario.APPROVE, false, card -> voice.answer('d', inquiry(card, '0'))));
    }

    private static ByteBuffer inquiry(Card card, char status) {
        return new CardInquiry(card.medium(), 'T', card.number(), "0".repeat(14), 0, BALANCE, status)
                .data(card.number());
    }

    void readUid() {
        begin(new Errand(Scenario.APPROVE, false, card -> voice.answer('f', new CardUid(UID).data())));
    }

    private LocalDateTime now() {
        return agenda.now().plus(temper.clockOff());
    }

    private static ByteBuffer moved(Move move) {
        try {
            return move.make();
        } catch (IOException e) {
            LOG.error("no money moved: the terminal's memory cannot be written", e);
            return Rejections.NOT_BOOKED.data();
        }
    }
}
