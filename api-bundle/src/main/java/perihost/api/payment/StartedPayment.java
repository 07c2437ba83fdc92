package perihost.api.payment;

import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * A payment or void that the terminal has taken, or may have.
 *
 * @param outcome completes once, with how it ended. There is no time limit but the driver's own. A failure of the stage
 *                counts as {@link PaymentOutcome.Unsettled}: it is never taken for one that did not happen.
 */
public record StartedPayment(CompletionStage<PaymentOutcome> outcome) {
    /** Refuses null. */
    public StartedPayment {
        Objects.requireNonNull(outcome, "outcome");
    }
}
