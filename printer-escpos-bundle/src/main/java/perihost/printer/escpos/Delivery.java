package perihost.printer.escpos;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;
import perihost.api.printer.PrintFailure;
import perihost.api.printer.PrintJob;
import perihost.api.printer.PrintOutcome;
import perihost.api.printer.PrintOutcome.NotPrinted;

/** One job on its way: its bytes, the tries to connect, its time. Each byte is handed to a line once (F4). */
final class Delivery {
    /** Bytes for one write: short enough that progress shows, even at 9600 baud. */
    private static final int CHUNK = 4096;

    private static final int TRIES = 3;
    private static final Duration BY_SIZE = Duration.ofMillis(2); // for each byte
    private static final Duration IN_ALL = Duration.ofSeconds(19); // the host's limit is 20 s: be heard before it

    private final ByteBuffer data;
    private final int size;
    private final Duration writeTimeout;
    private final Deadline deadline;
    private final CompletableFuture<PrintOutcome> outcome = new CompletableFuture<>();
    private int tries;

    Delivery(PrintJob job, LongSupplier nanoTime, Duration writeTimeout) {
        this.data = job.data().slice();
        this.size = job.size();
        this.writeTimeout = writeTimeout;
        this.deadline = Deadline.in(IN_ALL.plus(bySize()), nanoTime);
    }

    int size() {
        return size;
    }

    CompletionStage<PrintOutcome> outcome() {
        return outcome;
    }

    /** Counts a try to connect. */
    void trying() {
        tries++;
    }

    /** Whether a line may be opened again for it: tries are left and no byte of it was accepted by any line (F4). */
    boolean mayTryAgain() {
        return tries < TRIES && data.position() == 0 && !deadline.over();
    }

    /** The time for something that may take {@code most}, and must end before the job's time does; more than zero. */
    Duration within(Duration most) throws LineException {
        Duration left = deadline.left();
        if (left.isNegative() || left.isZero())
            throw new LineException(Kind.TIMEOUT, "the printer did not take the job in time");
        return left.compareTo(most) < 0 ? left : most;
    }

    /**
     * Hands all bytes to the line, and the line to the printer.
     *
     * @param before called before each chunk: what came in meanwhile
     */
    void deliver(Line line, Incoming before) throws LineException {
        while (data.hasRemaining()) {
            before.take();
            writeChunk(line);
        }
        line.finish(within(writeTimeout.plus(bySize())));
    }

    private void writeChunk(Line line) throws LineException {
        int start = data.position();
        data.limit(Math.min(start + CHUNK, size));
        try {
            line.write(data, within(writeTimeout));
        } catch (LineException e) {
            if (e.kind() != Kind.TIMEOUT || data.position() == start) throw e; // slow is not stuck
        } finally {
            data.limit(size);
        }
    }

    private Duration bySize() {
        return BY_SIZE.multipliedBy(size);
    }

    /** The job's end without success, with how many bytes were accepted so far. */
    NotPrinted notPrinted(PrintFailure failure, String message) {
        return new NotPrinted(failure, message, data.position());
    }

    /** Tells how it ended; the first time counts. */
    void end(PrintOutcome ended) {
        outcome.complete(ended);
    }

    /** Reads off a line what came in. */
    @FunctionalInterface
    interface Incoming {
        /** @throws LineException when the line is lost */
        void take() throws LineException;
    }
}
