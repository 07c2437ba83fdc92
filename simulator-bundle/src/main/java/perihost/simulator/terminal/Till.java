package perihost.simulator.terminal;

import java.time.Duration;
import java.util.Optional;

/**
 * The card slot, the customer in front of it, and the one job that needs both. A second one is refused by NAK while the
 * first waits for a card or is being authorised: no document says what a terminal does then.
 */
final class Till {
    private final Agenda agenda;
    private final Temper temper;
    private final Voice voice;

    private Optional<Card> slot = Optional.empty();
    private Optional<Errand> errand = Optional.empty();
    private boolean authorising;
    private boolean owesWait; // an E came too late and is answered after the errand
    private Agenda.Later step = () -> {};
    private boolean leaving; // the customer is about to take the card out
    private Agenda.Later removal = () -> {};

    Till(Agenda agenda, Temper temper, Voice voice) {
        this.agenda = agenda;
        this.temper = temper;
        this.voice = voice;
    }

    boolean isTaken() {
        return errand.isPresent();
    }

    /** Whether an IC card is in. */
    boolean holdsCard() {
        return slot.isPresent();
    }

    /** Begins what nothing else is in the way of. The customer before takes the card out now at the latest. */
    void begin(Errand next) {
        errand = Optional.of(next);
        if (leaving) remove();
        if (next.cardless()) authorise(Card.STRIPE);
        else if (slot.isPresent()) authorise(slot.get());
        else if (next.scenario() == Scenario.NO_CARD)
            step = agenda.in(temper.times().giveUp(), this::giveUp);
        else if (temper.customer()) step = agenda.in(pace(temper.times().card()), this::customerComes);
    }

    private void customerComes() {
        Card card = temper.faults().card();
        if (temper.faults().isUnreadable()) {
            presentUnreadable();
            step = agenda.in(pace(temper.times().card()), () -> present(card));
        } else present(card);
    }

    private Duration pace(Duration usual) {
        return temper.faults().pace(usual);
    }

    private void giveUp() {
        errand = Optional.empty();
        voice.answer('b', Rejections.NO_CARD.data());
    }

    /** A customer presents a card, called for or not. */
    void present(Card card) {
        stay();
        slot = card.stays() ? Optional.of(card) : slot;
        voice.event(card.event());
        if (isWaiting()) authorise(card);
    }

    /** A card that cannot be read is in, and out again. */
    void presentUnreadable() {
        voice.event('F');
    }

    /** The card is taken out. */
    void remove() {
        stay();
        if (slot.isEmpty()) return;
        slot = Optional.empty();
        voice.event('O');
    }

    boolean isAuthorising() {
        return authorising;
    }

    private void leave() {
        leaving = true;
        removal = agenda.in(pace(temper.times().removal()), this::remove);
    }

    private void stay() {
        leaving = false;
        removal.cancel();
    }

    private boolean isWaiting() {
        return errand.isPresent() && !authorising;
    }

    private void authorise(Card card) {
        step.cancel();
        authorising = true;
        step = agenda.in(pace(temper.times().approval()), () -> end(card));
    }

    private void end(Card card) {
        Errand done = errand.orElseThrow();
        errand = Optional.empty();
        authorising = false;
        if (temper.customer()) leave();
        done.end().with(card);
        if (owesWait) voice.answer('e', Desk.NO_DATA);
        owesWait = false;
    }

    /** {@code E}: takes back a wait for a card; what is being authorised is not undone. */
    void takeBack() {
        if (authorising) {
            tooLate(temper.late() == Temper.Late.ANY ? temper.faults().late() : temper.late());
            return;
        }
        step.cancel();
        errand = Optional.empty();
        voice.ack();
        voice.answer('e', Desk.NO_DATA);
    }

    private void tooLate(Temper.Late how) {
        switch (how) {
            case SILENT, ANY -> {}
            case NAK -> voice.nak();
            case ANSWER_FIRST -> {
                voice.ack();
                owesWait = true;
            }
            case WAIT_FIRST -> {
                voice.ack();
                voice.answer('e', Desk.NO_DATA);
            }
        }
    }

    /** The power is gone: what was going on has never been. The customer leaves; a card that was put in by hand stays. */
    void switchOff() {
        step.cancel();
        stay();
        if (temper.customer()) slot = Optional.empty();
        errand = Optional.empty();
        authorising = false;
        owesWait = false;
    }
}
