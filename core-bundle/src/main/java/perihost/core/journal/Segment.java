package perihost.core.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The segment file being written: a header, then records, then zeros laid out beforehand, so that a force need not
 * write a new length. Used by one thread at a time.
 */
final class Segment implements Closeable {
    static final int HEADER = Integer.BYTES + Integer.BYTES + Long.BYTES + Integer.BYTES;
    private static final int MAGIC = 0x50484A4C; // "PHJL"
    private static final int VERSION = 1;
    private static final int CRC_AT = HEADER - Integer.BYTES;
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(64 << 10).asReadOnlyBuffer();

    private final Disk.OpenFile file;
    private final long number;
    private final long chunk;
    private final ByteBuffer out = ByteBuffer.allocate(64 << 10); // put, not yet written
    private long written; // owned, like the next two, by the thread that writes
    private long laidOut;
    private boolean spent;

    private Segment(Disk.OpenFile file, long number, long chunk) {
        this.file = file;
        this.number = number;
        this.chunk = chunk;
        out.put(header(MAGIC, VERSION, number));
    }

    static Segment create(Disk disk, Path path, long number, long chunk) throws IOException {
        return new Segment(disk.create(path), number, chunk);
    }

    /** Whether {@code bytes} begin with the sound header of segment {@code number}. */
    static boolean hasHeader(ByteBuffer bytes, long number, Path path) throws IOException {
        if (bytes.remaining() < HEADER) return false;
        ByteBuffer view = bytes.slice(bytes.position(), HEADER);
        int magic = view.getInt();
        int version = view.getInt();
        if (!view.rewind().equals(header(magic, version, number)) || magic != MAGIC) return false;
        if (version != VERSION) throw new IOException(path + " is of format " + version + ", not " + VERSION);
        return true;
    }

    private static ByteBuffer header(int magic, int version, long number) {
        ByteBuffer header =
                ByteBuffer.allocate(HEADER).putInt(magic).putInt(version).putLong(number);
        CRC32C crc = new CRC32C();
        crc.update(header.array(), 0, CRC_AT);
        return header.putInt((int) crc.getValue()).flip();
    }

    /** Adds a record and says where it begins. It is durable after the next {@link #force}. */
    long put(long sequence, ByteBuffer payload) throws IOException {
        long at = end();
        add(RecordCodec.header(number, sequence, payload));
        add(payload.duplicate());
        return at;
    }

    /** Where the next record will begin. */
    long end() {
        return written + out.position();
    }

    long number() {
        return number;
    }

    Disk.OpenFile file() {
        return file;
    }

    /** Makes durable what was put. When it fails this segment is not written or forced again (C5). */
    void force() throws IOException {
        flush();
        spent = true;
        file.force();
        spent = false;
    }

    private void add(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (!out.hasRemaining()) flush();
            int size = Math.min(out.remaining(), bytes.remaining());
            out.put(bytes.slice(bytes.position(), size));
            bytes.position(bytes.position() + size);
        }
    }

    private void flush() throws IOException {
        if (spent) throw new IOException("segment " + number + " failed before");
        spent = true;
        while (laidOut < end()) layOut();
        long at = written;
        written = end();
        file.write(out.flip(), at);
        out.clear();
        spent = false;
    }

    private void layOut() throws IOException {
        long end = laidOut + chunk;
        while (laidOut < end) {
            ByteBuffer zeros = ZEROS.slice(0, (int) Math.min(ZEROS.capacity(), end - laidOut));
            int size = zeros.remaining();
            file.write(zeros, laidOut);
            laidOut += size;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
