package perihost.payment.smartro.session;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.payment.PaymentOutcome;
import perihost.payment.smartro.protocol.ApprovalAnswer;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.Job;
import perihost.payment.smartro.protocol.Rejection;
import perihost.payment.smartro.protocol.Sale;

/** What is made of answers as they come: kept before they are acknowledged, and told to whom they are for. */
final class Answers implements Exchange.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final String id;
    private final Turn turn;
    private final Known known;
    private final Floor floor;

    Answers(String id, Turn turn, Known known, Floor floor) {
        this.id = id;
        this.turn = turn;
        this.known = known;
        this.floor = floor;
    }

    /** What decides on a payment is on disk before the terminal hears that it was understood (4, E2). */
    @Override
    public boolean keeps(Frame answer, boolean asked) {
        known.heard(answer);
        Optional<Charge> charge = floor.charge().filter(c -> c.sent().isPresent());
        if (charge.isEmpty()) return true;
        if (answer.job() == Job.APPROVAL.answer()) return keepsApproval(charge.get(), answer);
        if (charge.get().isUndoing()) return keepsUndone(charge.get(), answer);
        boolean last = answer.job() == Job.LAST_APPROVAL.answer()
                && asked
                && floor.work().charge().isPresent();
        return !last || keepsLast(charge.get(), answer); // one that comes late was asked for before the payment
    }

    private boolean keepsApproval(Charge charge, Frame b) {
        ApprovalAnswer answer = ApprovalAnswer.read(b.data());
        if (known.tellsOf(charge, b, answer)) return note(charge, answer);
        if (answer instanceof Sale && !known.isRepeated(answer)) charge.unmatched(answer.identity());
        return true;
    }

    private boolean keepsUndone(Charge charge, Frame answer) {
        if (!isUndone(answer) || !known.tellsOfUndoing(charge, answer)) return true;
        return Undo.outcome(answer).map(o -> charge.note(Outcomes.notes(o))).orElse(true);
    }

    private static boolean isUndone(Frame answer) {
        return answer.job() == Job.CANCEL.answer() || answer.job() == Job.CARD_INQUIRY.answer();
    }

    private boolean keepsLast(Charge charge, Frame l) {
        Verdict verdict = known.verdict(charge, ApprovalAnswer.read(l.data()));
        if (verdict instanceof Verdict.Ours ours) return note(charge, ours.sale());
        if (verdict instanceof Verdict.Rejected) known.watch(); // its b may come yet
        return !(verdict instanceof Verdict.Rejected no) || note(charge, no.rejection());
    }

    private boolean note(Charge charge, ApprovalAnswer answer) {
        Optional<PaymentOutcome> outcome = Optional.empty();
        if (answer instanceof Sale sale) outcome = Optional.of(Outcomes.approved(sale));
        if (answer instanceof Rejection no) outcome = Optional.of(Outcomes.declined(no));
        outcome.ifPresent(o -> tell(charge, answer));
        if (outcome.isEmpty()) return true;
        if (answer instanceof Sale sale) known.belongs(sale, charge);
        return charge.note(Outcomes.notes(outcome.get()));
    }

    private void tell(Charge charge, ApprovalAnswer answer) {
        if (answer instanceof Rejection no)
            LOG.info("{}: payment {} is declined, code {}", id, charge.id(), Texts.printable(no.code()));
        if (answer instanceof Sale sale && sale.amountWon() != charge.request().amountWon())
            LOG.error(
                    "{}: payment {} of {} won is approved for {} won: {}",
                    id,
                    charge.id(),
                    charge.request().amountWon(),
                    sale.amountWon(),
                    Texts.printable(sale.identity()));
    }

    @Override
    public void late(Frame answer) {
        if (answer.job() == Job.APPROVAL.answer()) lateApproval(answer, ApprovalAnswer.read(answer.data()));
        else if (answer.job() == Job.WAIT.answer()) floor.work().stoppedLate();
        else if (isUndone(answer)) lateUndone(answer);
        else LOG.debug("{}: nobody waits for {}", id, answer);
    }

    private void lateUndone(Frame answer) {
        if (floor.payer().charge().filter(c -> known.tellsOfUndoing(c, answer)).isPresent())
            floor.payer().undone(answer);
        else LOG.warn("{}: an answer to no void: {}", id, answer);
    }

    private void lateApproval(Frame b, ApprovalAnswer answer) {
        boolean repeated = known.isRepeated(answer);
        Optional<Charge> charge = floor.charge().filter(c -> known.tellsOf(c, b, answer));
        known.approval(b, answer);
        if (charge.isPresent()) {
            LOG.warn("{}: the answer to payment {} came late", id, charge.get().id());
            floor.payer().heard(answer);
        } else if (repeated) {
            LOG.debug("{}: once more {}", id, b);
        } else {
            unmatched(answer);
        }
    }

    /** It may be of a payment that the host has yet to ask about; else money moved that no payment knows of (11.5). */
    private void unmatched(ApprovalAnswer answer) {
        if (floor.charge().isEmpty()) known.unclaimed(answer);
        if (answer instanceof Sale)
            LOG.error("{}: ALARM: an approval of no payment: {}", id, Texts.printable(answer.identity()));
        else LOG.warn("{}: an answer to no payment: {}", id, Texts.printable(answer.identity()));
    }

    @Override
    public void unheard() {
        floor.charge().ifPresent(Charge::unheard);
    }

    @Override
    public void event(char code) {
        LOG.debug("{}: card event {}", id, code);
        floor.payer().charge().ifPresent(c -> c.card(code, turn.now()));
    }
}
