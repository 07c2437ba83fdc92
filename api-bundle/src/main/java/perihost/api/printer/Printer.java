package perihost.api.printer;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import perihost.api.device.Device;

/** A printer. A vendor's bundle registers one such service for each printer it drives. Threads: see {@link Device}. */
@ConsumerType
public interface Printer extends Device {
    /**
     * Prints a job. Called only while the device is READY and no other job is running. The job has been accepted and
     * written to disk before; it is never handed over twice, and must not be sent twice (F4). Limit: 20 s and 2 ms for
     * each byte; then the job has ended as {@link PrintFailure#TIMEOUT} and a later outcome is dropped.
     *
     * @return completes with what is known of the job. A failure of the stage counts as
     *         {@link PrintFailure#OFFLINE} with nothing accepted if it is a {@code DeviceException}, else as a fault of
     *         the driver.
     */
    CompletionStage<PrintOutcome> print(PrintJob job);

    /**
     * Brings the printer back to a state in which it prints. Called in every state. When a job is in progress its lines
     * have been closed before, and the driver ends the job, completing its stage, before it completes this one.
     * Limit: 4 s.
     *
     * @return completes when the printer takes jobs again; the driver reports its condition beside
     */
    CompletionStage<Void> reset();

    /** What the printer can do, as known now, without asking it at length. Limit: 4 s. */
    PrinterCapabilities capabilities();
}
