package perihost.api.payment;

import java.util.Objects;

/**
 * What to charge.
 *
 * @param commandId the client's command, 1 to 128 characters: the payment's name in the journal
 * @param amountWon whole won, 1 to 9,999,999,999 (E1)
 */
public record PaymentRequest(String commandId, long amountWon) {
    /** @throws IllegalArgumentException if the amount is out of range */
    public PaymentRequest {
        Objects.requireNonNull(commandId, "commandId");
        if (amountWon < 1 || amountWon > 9_999_999_999L) throw new IllegalArgumentException("amountWon: " + amountWon);
    }
}
