package perihost.api.line;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open line of bytes to one device. One thread, the device's owner, reads and writes; {@link #wake()} and
 * {@link #close()} may come from any other, and neither throw nor wait for long. A loss (unplugged, reset, ended by the peer) is noticed within 2 s, also
 * while nobody reads or writes, and is for good: a lost line is closed and another one opened. When the bundle that
 * brought a line stops, the line is lost too.
 */
@ConsumerType
public interface Line extends AutoCloseable {
    /** The URI that it was opened by. */
    String uri();

    /** Whether bytes can come back. A write-only line never has input; reading from it fails. */
    boolean duplex();

    /**
     * Reads what is there, waiting for the first byte.
     *
     * @param into   has room for at least one byte; its position is moved by what was read
     * @param within how long to wait for the first byte; zero: do not wait
     * @return how many bytes were read; 0 when none came in time
     * @throws LineException {@code LOST} when the line has ended, {@code CLOSED} when it was closed here
     */
    int read(ByteBuffer into, Duration within) throws LineException;

    /**
     * Writes all that remains.
     *
     * @param from   its position tells, also after a failure, how many bytes the line has taken
     * @param within how long the whole may take, more than zero
     * @throws LineException {@code TIMEOUT} when it did not take all in time: it stays open, and what remains may be
     *                       written on; {@code LOST}, {@code CLOSED}
     */
    void write(ByteBuffer from, Duration within) throws LineException;

    /**
     * Waits until there is input or the line is lost, in both cases true, or until the time is over or {@link #wake()}
     * is called, then false. A write-only line waits for its loss alone.
     *
     * @throws LineException {@code CLOSED} when it was or is closed here
     */
    boolean awaitInput(Duration within) throws LineException;

    /**
     * Ends the {@link #awaitInput} that is in progress, or else the next one, at once. It does not disturb
     * {@link #read} and {@link #write}. Any thread.
     */
    void wake();

    /**
     * Nothing more will be written: waits until all that was written has left for the device, as far as this kind of
     * line can tell (tcp: all was acknowledged and the peer did not reset; serial: the port is drained), and closes.
     *
     * @param within how long it may take, more than zero
     * @throws LineException {@code TIMEOUT} or {@code LOST} when that is not known; the line is closed all the same
     */
    void finish(Duration within) throws LineException;

    /** Closes at once, whatever was written before; a blocked call in another thread ends with {@code CLOSED}. Again: no effect. */
    @Override
    void close();
}
