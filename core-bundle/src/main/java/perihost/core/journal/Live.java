package perihost.core.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The records that are still to be kept, in order of writing, and until when. Used by one thread at a time. */
final class Live {
    private final Retention retention;
    private final Map<String, Attempt> current = new HashMap<>(); // by command id; an id may be accepted again (C1a)
    private List<Ref> refs = new ArrayList<>(); // owned, like the rest, by the thread that uses this
    private long bytes;
    private long earliestMs = Long.MAX_VALUE;

    /** Where a record is in the segment file. */
    record Ref(long sequence, long offset, int length, Attempt attempt) {
        Ref at(long newOffset) {
            return new Ref(sequence, newOffset, length, attempt);
        }
    }

    /** A command from its ACCEPTED on: all of it is kept, or nothing. An entry without one stands alone. */
    static final class Attempt {
        private long expiresMs; // owned by the thread that uses this
        private boolean open;

        private boolean over(long nowMs) {
            return !open && expiresMs <= nowMs;
        }
    }

    Live(Retention retention) {
        this.retention = retention;
    }

    void add(Entry entry, long sequence, long offset, int length, long nowMs) {
        Attempt attempt = attemptOf(entry);
        attempt.expiresMs = Math.max(attempt.expiresMs, expiry(entry, nowMs));
        refs.add(new Ref(sequence, offset, length, attempt));
        bytes += length;
        earliestMs = Math.min(earliestMs, attempt.expiresMs);
    }

    private Attempt attemptOf(Entry entry) {
        if (entry.kind() == Entry.Kind.ACCEPTED) return begin(entry.commandId());
        Attempt attempt = current.getOrDefault(entry.commandId(), new Attempt());
        if (entry.kind() == Entry.Kind.ENDED || entry.kind() == Entry.Kind.VOID) attempt.open = false;
        return attempt;
    }

    private Attempt begin(String commandId) {
        Attempt attempt = new Attempt();
        attempt.open = true;
        Attempt earlier = current.put(commandId, attempt);
        if (earlier != null) earlier.open = false; // nobody can end it any more
        return attempt;
    }

    /** A clock that was ahead when the entry was made does not keep it longer than one made now. */
    private long expiry(Entry entry, long nowMs) {
        Duration keep = retention.keep(entry);
        long fromMs = Math.min(entry.timestampMs(), nowMs);
        return keep.compareTo(Duration.ofMillis(Long.MAX_VALUE - fromMs)) >= 0
                ? Long.MAX_VALUE
                : fromMs + Math.max(0, keep.toMillis());
    }

    /** Forgets what need not be kept any more. */
    void sweep(long nowMs) {
        current.values().removeIf(attempt -> attempt.over(nowMs));
        replace(refs.stream().filter(ref -> !ref.attempt().over(nowMs)).toList());
        earliestMs = refs.stream()
                .filter(ref -> !ref.attempt().open)
                .mapToLong(ref -> ref.attempt().expiresMs)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether a sweep may forget something. */
    boolean worthSweeping(long nowMs) {
        return earliestMs <= nowMs;
    }

    /** The same records, or some of them, at their new places. */
    void replace(List<Ref> moved) {
        refs = new ArrayList<>(moved);
        bytes = refs.stream().mapToLong(Ref::length).sum();
    }

    List<Ref> refs() {
        return refs;
    }

    long bytes() {
        return bytes;
    }
}
