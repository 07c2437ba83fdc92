package perihost.simulator;

import java.nio.ByteBuffer;
import java.time.Duration;
import perihost.api.line.LineException;

/** The device's end of a simulated line. Used by the device's thread alone. */
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
}
