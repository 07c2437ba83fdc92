package perihost.api.payment;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which approval to undo.
 *
 * @param commandId      the client's command, 1 to 128 characters: the void's name in the journal
 * @param approvalNumber the approval's number, 1 to 12 visible ASCII characters
 * @param salesDate      the day of the approval, {@code YYYYMMDD}
 * @param amountWon      what was approved, whole won, 1 to 9,999,999,999
 */
public record VoidRequest(String commandId, String approvalNumber, String salesDate, long amountWon) {
    private static final Pattern APPROVAL_NUMBER = Pattern.compile("[!-~]{1,12}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])");

    /** @throws IllegalArgumentException if one of them is not of its form */
    public VoidRequest {
        Objects.requireNonNull(commandId, "commandId");
        if (!APPROVAL_NUMBER.matcher(approvalNumber).matches())
            throw new IllegalArgumentException("approvalNumber: " + approvalNumber);
        if (!DATE.matcher(salesDate).matches()) throw new IllegalArgumentException("salesDate: " + salesDate);
        if (amountWon < 1 || amountWon > 9_999_999_999L) throw new IllegalArgumentException("amountWon: " + amountWon);
    }
}
