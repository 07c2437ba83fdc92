package perihost.api.payment;

import java.util.Objects;

/** How a payment ended. */
public sealed interface PaymentOutcome {
    /** Money moved. */
    record Approved(Approval approval) implements PaymentOutcome {
        /** Refuses null. */
        public Approved {
            Objects.requireNonNull(approval, "approval");
        }
    }

    /**
     * The card company declined: no money moved. Event {@code payment_failed}, {@code VAN_REJECTED}.
     *
     * @param reason the terminal's text, decoded
     */
    record Declined(String reason) implements PaymentOutcome {
        /** Refuses null. */
        public Declined {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** No money moved, on request. Event {@code payment_cancelled}. */
    record Cancelled() implements PaymentOutcome {}

    /**
     * No money moved: the terminal never took the request. Event {@code payment_failed}, {@code PAYMENT_START_FAILED}.
     *
     * @param reason a short English sentence
     */
    record NotStarted(String reason) implements PaymentOutcome {
        /** Refuses null. */
        public NotStarted {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * It is known that no money moved: no card, time over, line lost with no approval found. Event
     * {@code payment_failed}, {@code PROCESSING_ERROR} (E6).
     *
     * @param reason a short English sentence
     */
    record Failed(String reason) implements PaymentOutcome {
        /** Refuses null. */
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Money may have moved and only a person can tell. No event; the payment stays open, the device in ERROR (C4).
     *
     * @param reason a short English sentence
     */
    record Unsettled(String reason) implements PaymentOutcome {
        /** Refuses null. */
        public Unsettled {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
