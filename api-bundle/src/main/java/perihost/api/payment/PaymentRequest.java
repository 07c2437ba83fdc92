package perihost.api.payment;

import java.util.Objects;

/**
 * What to charge.
 *
 * @param commandId        the client's command, 1 to 128 characters: the payment's name in the journal
 * @param amountWon        whole won, 1 to 9,999,999,999 (E1), tax and service charge included
 * @param taxWon           the tax in it, whole won, 0 to 99,999,999; 0 also where the client does not say
 * @param serviceChargeWon the service charge in it, whole won, 0 to 99,999,999; with the tax no more than the amount
 * @param installments     months, 2 to 12; 0: at once
 * @param signature        whether the terminal shall take the customer's signature
 */
public record PaymentRequest(
        String commandId, long amountWon, long taxWon, long serviceChargeWon, int installments, boolean signature) {
    private static final long MOST_WON = 9_999_999_999L;
    private static final long MOST_PART_WON = 99_999_999;
    private static final int MOST_INSTALLMENTS = 12;

    /** @throws IllegalArgumentException if one of them is out of range */
    public PaymentRequest {
        Objects.requireNonNull(commandId, "commandId");
        check("amountWon", amountWon, 1, MOST_WON);
        check("taxWon", taxWon, 0, MOST_PART_WON);
        check("serviceChargeWon", serviceChargeWon, 0, MOST_PART_WON);
        check("taxWon + serviceChargeWon", taxWon + serviceChargeWon, 0, amountWon);
        if (installments != 0) check("installments", installments, 2, MOST_INSTALLMENTS);
    }

    /** An amount alone: no tax or service charge, at once, no signature. */
    public PaymentRequest(String commandId, long amountWon) {
        this(commandId, amountWon, 0, 0, 0, false);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) throw new IllegalArgumentException(name + ": " + value);
    }
}
