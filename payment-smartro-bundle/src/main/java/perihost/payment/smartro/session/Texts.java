package perihost.payment.smartro.session;

import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Approved;

/** Words for the log, without card data. */
final class Texts {
    private Texts() {}

    /** What a terminal sent, on one line. */
    static String printable(String text) {
        return text.isEmpty() ? "nothing" : text.replaceAll("\\p{Cntrl}", "?");
    }

    /** An outcome, without what a card brought. */
    static String name(PaymentOutcome outcome) {
        return outcome instanceof Approved a
                ? "Approved " + printable(a.approval().approvalNumber())
                : printable(outcome.toString());
    }
}
