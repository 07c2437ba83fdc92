package perihost.simulator;

import java.nio.ByteBuffer;
import java.time.Duration;
import perihost.api.line.LineException;

/** The device's end of a line. One thread reads and one, which may be another, writes. */
public interface DeviceEnd {
    /** What {@link #read} returns once the host has finished and all bytes were read. */
    int FINISHED = -1;

    /**
     * Reads what the host has written, waiting for the first byte.
     *
     * @param into   has room for at least one byte
     * @param within how long to wait for the first byte; zero: do not wait
     * @return how many bytes were read; 0 when none came in time; {@link #FINISHED}
     * @throws LineException {@code CLOSED} when the host cut the line off and all that it wrote before was read
     */
    int read(ByteBuffer into, Duration within) throws LineException;

    /**
     * Writes all that remains; waits while the host does not read.
     *
     * @throws LineException {@code CLOSED} when the host has closed or finished the line
     */
    void write(ByteBuffer from) throws LineException;

    /**
     * Breaks the line at once, as when somebody pulls its plug: calls in progress end with {@code CLOSED}. Any thread;
     * again: no effect.
     *
     * @param why the host's reason
     */
    void hangUp(String why);
}
