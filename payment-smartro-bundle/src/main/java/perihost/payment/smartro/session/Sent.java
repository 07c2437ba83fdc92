package perihost.payment.smartro.session;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import perihost.payment.smartro.protocol.ApprovalAnswer;

/**
 * What is on disk before a payment's request is written (11.2).
 *
 * @param baseline the identity of what the terminal kept as its last approval, {@code ""} if it kept nothing that could
 *                 be read; empty: it did not say
 * @param declined the identity of the last {@code b}, if that was a rejection: where terminals keep rejections, it is
 *                 this that they keep
 * @param blank    the terminal said that it kept nothing, and was never heard of any approval
 * @param at       when, by the host's clock
 * @param there    what the terminal's clock showed then
 * @param strict   a payment was cancelled just before: its approval may still come, and must not be taken for this one's
 */
record Sent(
        Optional<String> baseline,
        Optional<String> declined,
        boolean blank,
        Instant at,
        LocalDateTime there,
        boolean strict) {
    private static final String BASELINE = "baseline";
    private static final String DECLINED = "baseline.declined";
    private static final String BLANK = "baseline.blank";
    private static final String AT = "sent";
    private static final String THERE = "sent.terminal";
    private static final String WIRE = "sent.wire";
    private static final String STRICT = "sent.strict";

    Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(AT, at.toString());
        notes.put(WIRE, TerminalClock.text(TerminalClock.korean(at)));
        notes.put(THERE, TerminalClock.text(there));
        notes.put(STRICT, Boolean.toString(strict));
        baseline.ifPresent(b -> notes.put(BASELINE, b));
        declined.ifPresent(d -> notes.put(DECLINED, d));
        notes.put(BLANK, Boolean.toString(blank));
        return notes;
    }

    /** What was noted; empty: nothing was, so nothing was written to the terminal. */
    static Optional<Sent> of(Map<String, String> notes) {
        if (!notes.containsKey(AT)) return Optional.empty();
        Optional<String> baseline = Optional.ofNullable(notes.get(BASELINE));
        Optional<String> declined = Optional.ofNullable(notes.get(DECLINED));
        Instant at = instant(notes.get(AT));
        LocalDateTime there =
                TerminalClock.parse(notes.getOrDefault(THERE, "")).orElseGet(() -> TerminalClock.korean(at));
        boolean blank = Boolean.parseBoolean(notes.get(BLANK));
        boolean strict = Boolean.parseBoolean(notes.get(STRICT));
        return Optional.of(new Sent(baseline, declined, blank, at, there, strict));
    }

    /** The same, at a terminal that keeps something else by now. */
    Sent after(String identity) {
        return new Sent(Optional.of(identity), declined, false, at, there, strict);
    }

    /** Whether this is what the terminal kept before. */
    boolean isFromBefore(ApprovalAnswer last) {
        return baseline.filter(last.identity()::equals).isPresent()
                || declined.filter(last.identity()::equals).isPresent();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH; // no approval fits the time then, so nothing is guessed
        }
    }
}
