package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * An approval, or an approval's cancel: money moved (docs/protocols/smartro.md, 7.3). Numbers that the terminal leaves
 * blank are {@code ""}.
 *
 * @param type           what kind of payment
 * @param medium         how the card was read
 * @param card           the card's number, masked; {@code ""} for a QR code
 * @param amountWon      what was approved
 * @param tax            prepaid cards: the balance before
 * @param service        prepaid cards: the amount used
 * @param installments   months
 * @param approvalNumber the approval's number
 * @param date           {@code YYYYMMDD}, the terminal's clock
 * @param time           {@code hhmmss}
 * @param uniqueNumber   the transaction's number
 * @param merchant       the merchant's number
 * @param terminal       the terminal's number
 * @param issuer         who issued the card: code
 * @param issuerName     and name
 * @param acquirer       who settles with the merchant: code
 * @param acquirerName   and name
 */
public record Sale(
        char type,
        char medium,
        String card,
        long amountWon,
        String tax,
        String service,
        String installments,
        String approvalNumber,
        String date,
        String time,
        String uniqueNumber,
        String merchant,
        String terminal,
        String issuer,
        String issuerName,
        String acquirer,
        String acquirerName)
        implements ApprovalAnswer {

    /** Money moved only where there is a number to find it by, an amount and a date; else nobody can tell. */
    static ApprovalAnswer read(ByteBuffer data) {
        OptionalLong amount = Text.number(data, 22, 10);
        String date = Text.ascii(data, 62, 8);
        boolean numbered =
                !Text.ascii(data, 50, 12).isEmpty() || !Text.ascii(data, 76, 12).isEmpty();
        if (amount.isEmpty()) return new Unreadable("its amount is no number");
        if (!isDate(date)) return new Unreadable("its date is none");
        if (!numbered) return new Unreadable("it has no number");
        return read(data, amount.getAsLong(), date);
    }

    private static boolean isDate(String text) {
        return text.matches("[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])");
    }

    private static Sale read(ByteBuffer data, long amountWon, String date) {
        return new Sale(
                Text.character(data, 0),
                Text.character(data, 1),
                CardNumber.masked(data, 2),
                amountWon,
                Text.ascii(data, 32, 8),
                Text.ascii(data, 40, 8),
                Text.ascii(data, 48, 2),
                Text.ascii(data, 50, 12),
                date,
                Text.ascii(data, 70, 6),
                Text.ascii(data, 76, 12),
                Text.ascii(data, 88, 15),
                Text.ascii(data, 103, 14),
                Text.ascii(data, 117, 4),
                Text.korean(data, 121, 16),
                Text.ascii(data, 137, 4),
                Text.korean(data, 141, 16));
    }

    @Override
    public String identity() {
        return String.join(" ", String.valueOf(type), approvalNumber, date, time, uniqueNumber, "" + amountWon);
    }

    /**
     * The DATA of an answer that tells of it.
     *
     * @param cardField the card number as it goes over the line, 20 characters
     */
    public ByteBuffer data(String cardField) {
        return new DataWriter(LENGTH)
                .put(type)
                .put(medium)
                .text(cardField, CardNumber.LENGTH)
                .number(amountWon, 10)
                .text(tax, 8)
                .text(service, 8)
                .text(installments, 2)
                .text(approvalNumber, 12)
                .text(date, 8)
                .text(time, 6)
                .text(uniqueNumber, 12)
                .text(merchant, 15)
                .text(terminal, 14)
                .text(issuer, 4)
                .korean(issuerName, 16)
                .text(acquirer, 4)
                .korean(acquirerName, 16)
                .done();
    }
}
