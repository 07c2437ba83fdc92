package perihost.simulator.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a terminal and its VAN know; values do not change.
 *
 * @param serial   of the last transaction
 * @param last     DATA of the last approval, in hexadecimal digits; {@code ""} if it remembers none
 * @param entry    the ledger's last line, which may be missing there
 * @param bookings the latest ones, oldest first, each as it stands now
 */
record Remembered(long serial, String last, Optional<Booking> entry, List<Booking> bookings) {
    static final Remembered NOTHING = new Remembered(0, "", Optional.empty(), List.of());
    private static final int MOST = 32;

    Remembered {
        bookings = List.copyOf(bookings);
    }

    /** With one more approval. */
    Remembered approved(Booking booking, String data) {
        List<Booking> all = new ArrayList<>(bookings.subList(Math.max(0, bookings.size() - MOST + 1), bookings.size()));
        all.add(booking);
        return new Remembered(serial + 1, data, Optional.of(booking), all);
    }

    /** With an approval undone. */
    Remembered cancelled(Booking original, Booking cancel) {
        List<Booking> all = new ArrayList<>(bookings);
        all.set(all.indexOf(original), original.cancelled());
        return new Remembered(serial + 1, last, Optional.of(cancel), all);
    }

    /** As the terminal is after a loss of power, if that makes it forget; the VAN does not. */
    Remembered withoutLast() {
        return new Remembered(serial, "", entry, bookings);
    }
}
