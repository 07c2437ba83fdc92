package perihost.core.event;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Makes version 7 UUIDs (RFC 9562, 5.7): 48 bits of milliseconds, then 12 bits that count within a millisecond, then 62
 * random ones. Each is greater than the one before, also when the clock goes back (H5). One thread.
 */
final class EventIds {
    private static final int COUNTER_BITS = 12;

    private final SecureRandom random = new SecureRandom();
    private long last;

    /** The next one. */
    String next(long epochMillis) {
        last = Math.max(last + 1, epochMillis << COUNTER_BITS);
        long millis = last >>> COUNTER_BITS;
        long counter = last & ((1 << COUNTER_BITS) - 1);
        long high = millis << 16 | 0x7000 | counter;
        long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** The milliseconds in one; the far future for a text that is none. */
    static long millis(String eventId) {
        try {
            return UUID.fromString(eventId).getMostSignificantBits() >>> 16;
        } catch (IllegalArgumentException e) {
            return Long.MAX_VALUE;
        }
    }
}
