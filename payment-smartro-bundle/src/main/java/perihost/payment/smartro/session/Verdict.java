package perihost.payment.smartro.session;

import perihost.payment.smartro.protocol.Rejection;
import perihost.payment.smartro.protocol.Sale;

/** What the terminal's last approval says of a payment (11.3). */
sealed interface Verdict {
    /** It was approved. */
    record Ours(Sale sale) implements Verdict {}

    /** It was declined. */
    record Rejected(Rejection rejection) implements Verdict {}

    /** Nothing was approved since it was begun. */
    record Nothing() implements Verdict {}

    /**
     * The terminal keeps nothing that can be read: no one can tell.
     *
     * @param stillNothing it kept nothing at all before either
     */
    record Blank(boolean stillNothing) implements Verdict {}

    /** No one can tell. */
    record Unknown(String why) implements Verdict {}
}
