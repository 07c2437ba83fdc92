package perihost.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Holds back what is written until it is forced; after some forces the power is gone, and what is held with it. */
final class LosingDisk implements Disk {
    private static final int SECTOR = 512;

    private final Disk real = new LocalDisk();
    private final Random random;
    private final List<Handle> handles = new ArrayList<>(); // owned, like the next, by who uses the files
    private int forcesLeft;

    LosingDisk(Random random, int forces) {
        this.random = random;
        this.forcesLeft = forces;
    }

    /** Of what was held back some sectors reach the disk, the others never do. Call it when the journal is closed. */
    void loseTheRest() throws IOException {
        for (Handle handle : handles) handle.lose();
    }

    private void checkPower() throws IOException {
        if (forcesLeft == 0) throw new IOException("no power");
    }

    @Override
    public OpenFile create(Path file) throws IOException {
        checkPower();
        Handle handle = new Handle(real.create(file));
        handles.add(handle);
        return handle;
    }

    @Override
    public OpenFile openForReading(Path file) throws IOException {
        return real.openForReading(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        checkPower();
        real.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        checkPower();
        real.delete(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        checkPower();
        real.forceFolder(folder);
    }

    private record Held(long at, ByteBuffer bytes) {}

    private final class Handle implements OpenFile {
        private final OpenFile file;
        private final List<Held> held = new ArrayList<>();

        Handle(OpenFile file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer from, long at) throws IOException {
            checkPower();
            for (long to = at; from.hasRemaining(); ) {
                byte[] sector = new byte[Math.min(SECTOR, from.remaining())];
                from.get(sector);
                held.add(new Held(to, ByteBuffer.wrap(sector)));
                to += sector.length;
            }
        }

        @Override
        public void force() throws IOException {
            checkPower();
            if (--forcesLeft == 0) throw new IOException("no power");
            for (Held next : held) file.write(next.bytes(), next.at());
            held.clear();
            file.force();
        }

        void lose() throws IOException {
            for (Held next : held) {
                if (random.nextBoolean()) file.write(next.bytes(), next.at());
            }
            file.close();
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
        public void close() {
            // stays open: what is held back is decided about later
        }
    }
}
