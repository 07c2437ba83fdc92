package perihost.simulator.alone;

import java.io.IOException;
import java.util.function.Consumer;
import perihost.simulator.SimulatedDevice;

/** How hosts reach a simulated device. */
interface Door extends AutoCloseable {
    /**
     * Serves one host after the other; returns once it is closed.
     *
     * @param ready is told how to reach it, once that is possible
     * @throws IOException nobody can reach it at all
     */
    void serve(SimulatedDevice device, Consumer<String> ready) throws IOException;

    /** Any thread. */
    @Override
    void close();
}
