package perihost.simulator.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import perihost.payment.smartro.protocol.ApprovalAnswer;
import perihost.payment.smartro.protocol.ApprovalRequest;
import perihost.payment.smartro.protocol.CancelRequest;
import perihost.payment.smartro.protocol.Sale;

/**
 * The VAN, and what the terminal remembers of it. A charge exists once it is in the memory, on disk before anybody is
 * told; the ledger follows, and catches up when the terminal starts again.
 */
final class Books {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final long FIRST_NUMBER = 30_000_000;
    private static final String ZEROS = "00000000";

    private final Memory memory;
    private final Ledger ledger;
    private boolean opened;

    Books(Memory memory, Ledger ledger) {
        this.memory = memory;
        this.ledger = ledger;
    }

    /** To be called before anything else; again: no effect. */
    void open() throws IOException {
        if (opened) return;
        memory.load();
        ledger.open(memory.get().entry());
        opened = true;
    }

    /** DATA of {@code l}: blanks while there is none; neither rejections nor cancels change it. */
    ByteBuffer last() {
        String last = memory.get().last();
        return last.isEmpty() ? blank() : ByteBuffer.wrap(HexFormat.of().parseHex(last));
    }

    private static ByteBuffer blank() {
        byte[] blanks = new byte[ApprovalAnswer.LENGTH];
        Arrays.fill(blanks, (byte) ' ');
        return ByteBuffer.wrap(blanks);
    }

    /** Loses what the terminal itself remembers. */
    void forgetLast() throws IOException {
        memory.set(memory.get().withoutLast());
    }

    /** Charges: DATA of {@code b}. */
    ByteBuffer approve(ApprovalRequest request, Card card, LocalDateTime now) throws IOException {
        Sale sale = sale(request, card, now);
        ByteBuffer data = sale.data(card.number());
        Booking booking =
                new Booking(sale.amountWon(), sale.approvalNumber(), sale.date(), sale.time(), Booking.APPROVED);
        memory.set(memory.get().approved(booking, hex(data)));
        enter(booking);
        return data;
    }

    /** Without its line in the ledger a charge is one all the same: the terminal dies before it tells. */
    private void enter(Booking entry) {
        try {
            ledger.add(entry);
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger cannot be written", e);
        }
    }

    private Sale sale(ApprovalRequest request, Card card, LocalDateTime now) {
        long serial = memory.get().serial() + 1;
        return sale(
                card,
                request.amountWon(),
                String.format("%08d", request.taxWon()),
                String.format("%08d", request.serviceWon()),
                String.format("%02d", request.installments()),
                Long.toString(FIRST_NUMBER + serial % 10_000_000),
                now,
                serial);
    }

    private static Sale sale(
            Card card,
            long amountWon,
            String tax,
            String service,
            String installments,
            String number,
            LocalDateTime at,
            long serial) {
        String date = DATE.format(at);
        return new Sale(
                card.type(),
                card.medium(),
                card.number(),
                amountWon,
                tax,
                service,
                installments,
                number,
                date,
                TIME.format(at),
                date.substring(2) + String.format("%06d", serial % 1_000_000),
                "700123456",
                "12345678900001",
                "0301",
                "시험카드",
                "0301",
                "시험카드");
    }

    /** The approval that a cancel means, undone already or not. */
    Optional<Booking> find(CancelRequest request) {
        return memory.get().bookings().stream()
                .filter(booking -> means(request, booking))
                .reduce((former, latter) -> latter);
    }

    private static boolean means(CancelRequest request, Booking booking) {
        if (request.code() == '2' || request.code() == '6') return true; // the last one, whatever it was
        return booking.approvalNumber().equals(request.approvalNumber())
                && booking.date().equals(request.originalDate())
                && (request.code() == '4'
                        || request.code() == '5'
                        || booking.time().equals(request.originalTime()))
                && (request.code() == '5' || booking.amountWon() == request.amountWon());
    }

    /** Pays back: DATA of {@code c}. */
    ByteBuffer cancel(Booking original, Card card, LocalDateTime now) throws IOException {
        long serial = memory.get().serial() + 1;
        Sale sale = sale(card, original.amountWon(), ZEROS, ZEROS, "00", original.approvalNumber(), now, serial);
        Booking cancel = new Booking(
                original.amountWon(), original.approvalNumber(), sale.date(), sale.time(), Booking.CANCELLED);
        memory.set(memory.get().cancelled(original, cancel));
        enter(cancel);
        return sale.data(card.number());
    }

    private static String hex(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
