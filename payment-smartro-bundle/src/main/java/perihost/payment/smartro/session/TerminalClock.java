package perihost.payment.smartro.session;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import perihost.payment.smartro.protocol.Sale;

/** What the terminal's clock shows: known from the date and time in the header of each of its answers (11.3). */
final class TerminalClock {
    /** The terminals are made for Korea and show its time, wherever the host believes to be. */
    static final ZoneOffset KOREA = ZoneOffset.ofHours(9);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    private static final Duration OLD = Duration.ofSeconds(12); // more than any answer that is repeated
    private static final Duration GOOD_FOR = Duration.ofMinutes(10); // clocks drift

    private Duration ahead = Duration.ZERO;
    private Instant learned = Instant.EPOCH;

    /**
     * An answer came; what cannot be a time is not looked at. A frame shows when it was made: one that was repeated, or
     * slow, makes the clock seem to be behind. So the one that is furthest ahead is believed, unless the clock was set.
     */
    void heard(String headerTime, Instant now) {
        parse(headerTime).ifPresent(shown -> heard(Duration.between(korean(now), shown), now));
    }

    private void heard(Duration seen, Instant now) {
        boolean late = seen.compareTo(ahead) < 0 && seen.plus(OLD).compareTo(ahead) > 0;
        boolean good = !now.isBefore(learned) && now.isBefore(learned.plus(GOOD_FOR));
        if (late && good) return;
        ahead = seen;
        learned = now;
    }

    /** What it shows, or showed, at a time of the host's; whole seconds. */
    LocalDateTime at(Instant hostTime) {
        return korean(hostTime).plus(ahead).truncatedTo(ChronoUnit.SECONDS);
    }

    /** How far it is ahead of the host's. */
    Duration ahead() {
        return ahead;
    }

    /** Korean time. */
    static LocalDateTime korean(Instant time) {
        return LocalDateTime.ofInstant(time, KOREA);
    }

    /** When a sale was made, by the clock of its receipt; empty if that is no time. */
    static Optional<LocalDateTime> of(Sale sale) {
        return parse(sale.date() + sale.time());
    }

    static String text(LocalDateTime time) {
        return TIME.format(time);
    }

    static Optional<LocalDateTime> parse(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, TIME));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
