package perihost.simulator.terminal;

import java.time.Duration;

/**
 * What kind of terminal it is.
 *
 * @param terminalId its own id, at most 16 characters
 * @param times      how fast it is
 * @param customer   whether a customer presents cards by himself, else they are presented by hand
 * @param clockOff   how far its clock is ahead
 * @param forgetful  whether it forgets its last approval when the power goes
 * @param late       what it does with an {@code E} that comes too late
 * @param busy       what it does with other requests while it is authorising
 * @param faults     what goes wrong
 */
public record Temper(
        String terminalId,
        Times times,
        boolean customer,
        Duration clockOff,
        boolean forgetful,
        Late late,
        Busy busy,
        Faults faults) {
    /** What a terminal does with an {@code E} while it is authorising: nothing is documented (9.4). */
    public enum Late {
        /** Nothing at all. */
        SILENT,
        /** It refuses. */
        NAK,
        /** It acknowledges, and answers after the {@code b}. */
        ANSWER_FIRST,
        /** It answers, and the {@code b} follows. */
        WAIT_FIRST,
        /** One of these each time, as the faults have it. */
        ANY
    }

    /** What it does with {@code A L M S V} then: nothing is documented either. */
    public enum Busy {
        /** It answers; {@code l} tells of the approval before. */
        ANSWER,
        /** It refuses. */
        NAK,
        /** Nothing at all. */
        SILENT,
        /** One of these each time, as the faults have it. */
        ANY
    }

    /** A well one. */
    public static final Temper USUAL = new Temper(
            "1234567890", Times.USUAL, true, Duration.ZERO, false, Late.ANSWER_FIRST, Busy.ANSWER, Faults.NONE);

    /** With other times. */
    public Temper with(Times other) {
        return new Temper(terminalId, other, customer, clockOff, forgetful, late, busy, faults);
    }

    /** With other faults. */
    public Temper with(Faults other) {
        return new Temper(terminalId, times, customer, clockOff, forgetful, late, busy, other);
    }

    /** With another way to meet an {@code E} that comes too late. */
    public Temper with(Late other) {
        return new Temper(terminalId, times, customer, clockOff, forgetful, other, busy, faults);
    }

    /** With another way to meet requests while it is authorising. */
    public Temper with(Busy other) {
        return new Temper(terminalId, times, customer, clockOff, forgetful, late, other, faults);
    }

    /** Without a customer of its own. */
    public Temper byHand() {
        return new Temper(terminalId, times, false, clockOff, forgetful, late, busy, faults);
    }

    /** With a clock that is so far ahead. */
    public Temper ahead(Duration by) {
        return new Temper(terminalId, times, customer, by, forgetful, late, busy, faults);
    }

    /** With a memory that needs power. */
    public Temper forgetting() {
        return new Temper(terminalId, times, customer, clockOff, true, late, busy, faults);
    }
}
