package perihost.payment.smartro.protocol;

import java.util.Objects;

/**
 * An answer that cannot be understood: nothing follows from it.
 *
 * @param why a short sentence without card data
 */
public record Unreadable(String why) implements ApprovalAnswer {
    /** There is nothing in it: blanks, zeros. */
    public static final Unreadable BLANK = new Unreadable("it is blank");

    /** Refuses null. */
    public Unreadable {
        Objects.requireNonNull(why, "why");
    }

    @Override
    public String identity() {
        return "";
    }
}
