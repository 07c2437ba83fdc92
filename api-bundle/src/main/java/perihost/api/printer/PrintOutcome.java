package perihost.api.printer;

import java.util.Objects;

/**
 * How a job ended. The device's state follows from it: READY after {@link Printed}, HUNG after a {@code TIMEOUT}, ERROR
 * after any other failure, until the driver reports otherwise (F3).
 */
public sealed interface PrintOutcome {
    /**
     * The printer is known to have taken the whole job; on a line that cannot answer, the line took all bytes and
     * closed cleanly (F2).
     */
    record Printed() implements PrintOutcome {}

    /**
     * The printer is not known to have taken the whole job.
     *
     * @param failure       why
     * @param message       a short English sentence, such as what the printer or the system said; may be {@code ""}
     * @param bytesAccepted how many bytes the line took; more than 0 means that something may be on the paper
     */
    record NotPrinted(PrintFailure failure, String message, long bytesAccepted) implements PrintOutcome {
        /** @throws IllegalArgumentException if bytesAccepted is negative */
        public NotPrinted {
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(message, "message");
            if (bytesAccepted < 0) throw new IllegalArgumentException("bytesAccepted: " + bytesAccepted);
        }
    }
}
