package perihost.simulator.terminal;

import java.util.Optional;

/**
 * What the VAN booked; its text is a line of the ledger.
 *
 * @param amountWon      approved
 * @param approvalNumber the approval's number
 * @param date           {@code YYYYMMDD}
 * @param time           {@code hhmmss}
 * @param kind           {@link #APPROVED} or {@link #CANCELLED}
 */
record Booking(long amountWon, String approvalNumber, String date, String time, char kind) {
    static final char APPROVED = 'A';
    static final char CANCELLED = 'C';

    static Optional<Booking> parse(String line) {
        String[] parts = line.split(" ");
        if (parts.length != 5 || !parts[0].matches("[0-9]{1,10}") || !parts[4].matches("[AC]")) return Optional.empty();
        return Optional.of(new Booking(Long.parseLong(parts[0]), parts[1], parts[2], parts[3], parts[4].charAt(0)));
    }

    Booking cancelled() {
        return new Booking(amountWon, approvalNumber, date, time, CANCELLED);
    }

    @Override
    public String toString() {
        return amountWon + " " + approvalNumber + " " + date + " " + time + " " + kind;
    }
}
