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

    private Duration ahead = Duration.ZERO;

    /** An answer came; what cannot be a time is not looked at. */
    void heard(String headerTime, Instant now) {
        parse(headerTime).ifPresent(shown -> ahead = Duration.between(korean(now), shown));
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
