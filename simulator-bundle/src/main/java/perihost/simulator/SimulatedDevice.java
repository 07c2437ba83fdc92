package perihost.simulator;

import java.io.IOException;
import java.util.Optional;

/** A device that is a program: it knows its line as a real device does, as bytes that come and go. */
@FunctionalInterface
public interface SimulatedDevice {
    /**
     * Serves one line, from its opening to its end, on a thread of its own. It may block, but ends soon after the line
     * was closed. Several lines may be served at the same time, each on its thread.
     *
     * @param end the device's end of the line; dead once this method has returned
     * @throws IOException the device breaks the line: its message is the host's reason, so it holds no path
     */
    void serve(DeviceEnd end) throws IOException;

    /** Why no line to it can be opened just now; empty while it is there. Any thread. */
    default Optional<String> absent() {
        return Optional.empty();
    }

    /** No line will be opened any more. Once. */
    default void close() {}
}
