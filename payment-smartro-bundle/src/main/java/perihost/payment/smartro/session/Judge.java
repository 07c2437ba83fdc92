package perihost.payment.smartro.session;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import perihost.payment.smartro.protocol.ApprovalAnswer;
import perihost.payment.smartro.protocol.Rejection;
import perihost.payment.smartro.protocol.Sale;
import perihost.payment.smartro.protocol.Unreadable;

/**
 * Whether an approval is a payment's: by its identity, which must be new, and its amount and time, which must fit, as a
 * terminal can be used by hand or by another host in between (11.3). Never by guess.
 *
 * @param amountWon what was asked for
 * @param sent      what is known from before
 * @param clock     the terminal's
 * @param now       the host's time
 */
record Judge(long amountWon, Sent sent, TerminalClock clock, Instant now) {
    private static final Duration TOLERANCE = Duration.ofMinutes(2);

    Verdict verdict(ApprovalAnswer last) {
        if (last instanceof Unreadable) return new Verdict.Blank(last.equals(Unreadable.BLANK) && sent.blank());
        if (sent.baseline().isEmpty())
            return new Verdict.Unknown("what the terminal kept before the payment is not known");
        if (sent.isFromBefore(last)) return new Verdict.Nothing();
        if (last instanceof Rejection r) return new Verdict.Rejected(r);
        Sale sale = (Sale) last;
        if (sale.amountWon() != amountWon)
            return new Verdict.Unknown("the terminal's last approval has another amount");
        if (!fitsTime(sale)) return new Verdict.Unknown("the terminal's last approval is of another time");
        return new Verdict.Ours(sale);
    }

    /** Whether a sale was made after the request, by the terminal's clock or else by ours; strictly: by the terminal's. */
    boolean fitsTime(Sale sale) {
        return TerminalClock.of(sale)
                .filter(made -> isBetween(made, sent.there(), clock.at(now)) || !sent.strict() && isBetweenHere(made))
                .isPresent();
    }

    /** Whether a sale was made after the request, whatever has become of the clocks since. */
    boolean isSince(Sale sale) {
        LocalDateTime earliest = sent.strict() ? sent.there() : sent.there().minus(TOLERANCE);
        return TerminalClock.of(sale).filter(made -> !made.isBefore(earliest)).isPresent();
    }

    private boolean isBetweenHere(LocalDateTime made) {
        return isBetween(made, TerminalClock.korean(sent.at()), TerminalClock.korean(now));
    }

    private boolean isBetween(LocalDateTime made, LocalDateTime from, LocalDateTime to) {
        LocalDateTime earliest = sent.strict() ? from : from.minus(TOLERANCE);
        return !made.isBefore(earliest) && !made.isAfter(to.plus(TOLERANCE));
    }
}
