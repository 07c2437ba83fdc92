package perihost.api.printer;

import java.nio.ByteBuffer;
import java.util.Objects;

/** Bytes to be printed, unchanged (F1). Immutable. */
public final class PrintJob {
    private final String jobId;
    private final ByteBuffer data;

    /**
     * @param jobId the client's name for the job, 1 to 128 characters
     * @param data  at least one byte, in the printer's language; not copied: the caller must not change it any more
     * @throws IllegalArgumentException if either is out of range
     */
    public PrintJob(String jobId, ByteBuffer data) {
        this.jobId = Objects.requireNonNull(jobId, "jobId");
        this.data = data.asReadOnlyBuffer();
        if (jobId.isEmpty() || jobId.length() > 128) throw new IllegalArgumentException("jobId: " + jobId.length());
        if (!data.hasRemaining()) throw new IllegalArgumentException("data: empty");
    }

    /** The client's name for the job. */
    public String jobId() {
        return jobId;
    }

    /** The bytes, read-only, each time from the first one. */
    public ByteBuffer data() {
        return data.duplicate();
    }

    /** How many bytes there are. */
    public int size() {
        return data.remaining();
    }
}
