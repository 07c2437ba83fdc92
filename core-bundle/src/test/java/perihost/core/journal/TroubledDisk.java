package perihost.core.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import perihost.core.journal.FaultyDisk.Operation;

/** A disk with trouble, for tests of what stands on the journal. */
public final class TroubledDisk {
    private final FaultyDisk disk = new FaultyDisk();

    /** Opens a journal on it. */
    public Journal open(Path dir, Retention retention, Clock clock, Limits limits) throws IOException {
        return Journal.open(dir, retention, clock, limits, disk);
    }

    /** From now on nothing can be made durable. */
    public void fail() {
        disk.fail(operation -> operation == Operation.FORCE);
    }

    /** It is well again. */
    public void heal() {
        disk.heal();
    }

    /** The next force, and those after it, take until {@link #letForcesGo}. */
    public void holdForces() {
        disk.holdForces();
    }

    /** Waits until a force is held. */
    public void awaitHeldForce() throws InterruptedException {
        disk.awaitHeldForce();
    }

    /** What is held goes on. */
    public void letForcesGo() {
        disk.letForcesGo();
    }
}
