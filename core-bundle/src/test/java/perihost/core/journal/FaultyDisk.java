package perihost.core.journal;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The real disk, on which each operation can be made to fail, and a force to take its time. */
final class FaultyDisk implements Disk {
    enum Operation {
        CREATE,
        WRITE,
        FORCE,
        MOVE,
        DELETE,
        FORCE_FOLDER
    }

    /** Decides about one operation, before it is done. */
    interface Fault {
        boolean strikes(Operation operation);
    }

    private final Disk real = new LocalDisk();
    private final Set<OpenFile> forcedInVain = new HashSet<>(); // guarded by this
    private final List<String> misuses = new CopyOnWriteArrayList<>();
    private volatile boolean forcing = true;
    private volatile Fault fault = operation -> false;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile CountDownLatch go = new CountDownLatch(0);

    void fail(Fault by) {
        fault = by;
    }

    void heal() {
        fault = operation -> false;
    }

    /** Leaves all forces out, where a test is not about them but about many files. */
    static FaultyDisk withoutForces() {
        FaultyDisk disk = new FaultyDisk();
        disk.forcing = false;
        return disk;
    }

    void holdForces() {
        held = new CountDownLatch(1);
        go = new CountDownLatch(1);
    }

    void awaitHeldForce() throws InterruptedException {
        assertTrue("a force", held.await(30, TimeUnit.SECONDS));
    }

    void letForcesGo() {
        go.countDown();
    }

    /** Uses of a handle whose force had failed. */
    List<String> misuses() {
        return misuses;
    }

    private void strike(Operation operation) throws IOException {
        if (fault.strikes(operation)) throw new IOException(operation + " made to fail");
    }

    @Override
    public OpenFile create(Path file) throws IOException {
        strike(Operation.CREATE);
        return new Handle(real.create(file));
    }

    @Override
    public OpenFile openForReading(Path file) throws IOException {
        return new Handle(real.openForReading(file));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        strike(Operation.MOVE);
        real.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        strike(Operation.DELETE);
        real.delete(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        strike(Operation.FORCE_FOLDER);
        if (forcing) real.forceFolder(folder);
    }

    private final class Handle implements OpenFile {
        private final OpenFile file;

        Handle(OpenFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void read(ByteBuffer into, long at) throws IOException {
            file.read(into, at);
        }

        @Override
        public void write(ByteBuffer from, long at) throws IOException {
            checkUse("written");
            strike(Operation.WRITE);
            file.write(from, at);
        }

        @Override
        public void force() throws IOException {
            checkUse("forced");
            held.countDown();
            awaitGo();
            try {
                strike(Operation.FORCE);
                if (forcing) file.force();
            } catch (IOException e) {
                synchronized (FaultyDisk.this) {
                    forcedInVain.add(this);
                }
                throw e;
            }
        }

        private void checkUse(String how) {
            synchronized (FaultyDisk.this) {
                if (forcedInVain.contains(this)) misuses.add(how + " after a failed force");
            }
        }

        private void awaitGo() throws IOException {
            try {
                if (!go.await(30, TimeUnit.SECONDS)) throw new IOException("never let go");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
