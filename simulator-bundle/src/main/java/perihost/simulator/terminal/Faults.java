package perihost.simulator.terminal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import perihost.payment.smartro.protocol.Rejection;

/** What goes wrong, between a terminal and its host and inside the terminal: nothing, here. Used by one thread at a time. */
public class Faults {
    /** Nothing goes wrong. */
    public static final Faults NONE = new Faults();

    Faults() {}

    /**
     * Much goes wrong, but nothing that the protocol leaves a host no way to tell: damage is one bit of a frame, and a
     * NAK is never made up, nor doubled.
     *
     * @param seed  the same seed, the same faults for the same conversation
     * @param rate  how likely each thing is to go wrong, 0 to 1
     * @param times of the terminal, which the delays go by
     */
    public static Faults by(long seed, double rate, Times times) {
        return new SeededFaults(seed, rate, times);
    }

    /** What becomes of something on its way out, in order. */
    List<Piece> spoil(Utterance what, ByteBuffer bytes) {
        return List.of(new Piece(Duration.ZERO, bytes, false));
    }

    /** Whether something on its way in is lost. */
    boolean loses() {
        return false;
    }

    /** Whether a sound request arrives damaged. */
    boolean refuses() {
        return false;
    }

    /** What the next customer holds. */
    Card card() {
        return Card.IC;
    }

    /** How long the customer or the VAN takes this time. */
    Duration pace(Duration usual) {
        return usual;
    }

    /** Whether the next card cannot be read at first. */
    boolean isUnreadable() {
        return false;
    }

    /** Whether the next payment is declined, and why. */
    Optional<Rejection> decline() {
        return Optional.empty();
    }

    /** Whether the power goes while a card is asked for or authorised, and when. */
    Optional<Duration> powerLoss() {
        return Optional.empty();
    }

    /** How much longer than usual a device check takes. */
    Duration slowness() {
        return Duration.ZERO;
    }

    /** What is done this time with an {@code E} that comes too late, if it is not always the same. */
    Temper.Late late() {
        return Temper.Late.ANSWER_FIRST;
    }

    /** What is done this time with another request while a card is authorised, if it is not always the same. */
    Temper.Busy busy() {
        return Temper.Busy.ANSWER;
    }
}
