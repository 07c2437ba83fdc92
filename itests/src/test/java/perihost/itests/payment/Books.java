package perihost.itests.payment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a terminal has charged, by its ledger.
 *
 * @param entries oldest first
 */
record Books(List<Entry> entries) {
    /**
     * One movement of money.
     *
     * @param kind {@code A} approved, {@code C} given back
     */
    record Entry(long won, String approvalNumber, String kind) {
        private static Entry of(String line) {
            String[] parts = line.split(" ");
            return new Entry(Long.parseLong(parts[0]), parts[1], parts[4]);
        }
    }

    /** A ledger as it is now. */
    static Books read(Path ledger) throws IOException {
        return new Books(Files.readAllLines(ledger).stream().map(Entry::of).toList());
    }

    /** What was moved for a payment; the amount tells whose it is. */
    List<Entry> of(long won) {
        return entries.stream().filter(entry -> entry.won == won).toList();
    }
}
