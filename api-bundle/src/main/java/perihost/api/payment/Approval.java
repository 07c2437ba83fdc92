package perihost.api.payment;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the card company said when it approved, as {@code payment_complete} tells it (contract 8).
 *
 * @param transactionId     the transaction's number
 * @param amountWon         what was approved, whole won
 * @param maskedCardNumber  at most the first 6 and last 4 digits in clear (E7)
 * @param approvalNumber    the approval's number
 * @param salesDate         {@code YYYYMMDD}, the terminal's clock
 * @param salesTime         {@code hhmmss}, the terminal's clock
 * @param transactionMedium the terminal's code for how the card was read
 */
public record Approval(
        String transactionId,
        long amountWon,
        String maskedCardNumber,
        String approvalNumber,
        String salesDate,
        String salesTime,
        String transactionMedium) {
    private static final Pattern MASKED = Pattern.compile("[0-9]{0,6}[^0-9]*[0-9]{0,4}");

    /** @throws IllegalArgumentException if other digits of the card number than its first 6 and last 4 are in clear */
    public Approval {
        Objects.requireNonNull(transactionId, "transactionId");
        Objects.requireNonNull(approvalNumber, "approvalNumber");
        Objects.requireNonNull(salesDate, "salesDate");
        Objects.requireNonNull(salesTime, "salesTime");
        Objects.requireNonNull(transactionMedium, "transactionMedium");
        if (!MASKED.matcher(maskedCardNumber.replaceAll("[- ]", "")).matches()
                || maskedCardNumber.matches("[0-9 -]{9,}"))
            throw new IllegalArgumentException("maskedCardNumber is not masked");
    }
}
