package perihost.simulator.terminal;

import java.time.Duration;

/**
 * What kind of terminal it is.
 *
 * @param terminalId its own id, at most 16 characters
 * @param times      how fast it is
 * @param customer   whether a customer presents cards by himself, else they are presented by hand
 * @param clockOff   how far its clock is ahead
 * @param crossing   what it does with an {@code E} that comes too late
 * @param faults     what goes wrong
 */
public record Temper(
        String terminalId, Times times, boolean customer, Duration clockOff, Crossing crossing, Faults faults) {
    /** What a terminal does with an {@code E} while it is authorising: nothing is documented (9.4). */
    public enum Crossing {
        /** Nothing at all. */
        SILENT,
        /** It refuses. */
        NAK,
        /** It acknowledges, and answers after the {@code b}. */
        ANSWER_FIRST,
        /** It answers, and the {@code b} follows. */
        WAIT_FIRST
    }

    /** A well one. */
    public static final Temper USUAL =
            new Temper("1234567890", Times.USUAL, true, Duration.ZERO, Crossing.ANSWER_FIRST, Faults.NONE);

    /** With other times. */
    public Temper with(Times other) {
        return new Temper(terminalId, other, customer, clockOff, crossing, faults);
    }

    /** With other faults. */
    public Temper with(Faults other) {
        return new Temper(terminalId, times, customer, clockOff, crossing, other);
    }

    /** With another answer to an {@code E} that comes too late. */
    public Temper with(Crossing other) {
        return new Temper(terminalId, times, customer, clockOff, other, faults);
    }

    /** Without a customer of its own. */
    public Temper byHand() {
        return new Temper(terminalId, times, false, clockOff, crossing, faults);
    }

    /** With a clock that is so far ahead. */
    public Temper ahead(Duration by) {
        return new Temper(terminalId, times, customer, by, crossing, faults);
    }
}
