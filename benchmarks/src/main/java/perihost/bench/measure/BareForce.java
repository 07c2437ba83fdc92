package perihost.bench.measure;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Forces records of a journal's size into a file that was laid out for them. */
final class BareForce implements Closeable {
    private static final int RECORD_BYTES = 200;

    private final Path file;
    private final FileChannel channel;
    private int forced;

    /**
     * @param folder  on the file system that the homes are on
     * @param records at most
     */
    BareForce(Path folder, int records) throws IOException {
        file = folder.resolve("bare-force");
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.write(ByteBuffer.allocate(records * RECORD_BYTES));
        channel.force(true);
    }

    /** Writes and forces one record; nanoseconds. */
    long once() throws IOException {
        ByteBuffer record = ByteBuffer.allocateDirect(RECORD_BYTES).putInt(0, forced);
        long begun = System.nanoTime();
        channel.write(record, (long) forced++ * RECORD_BYTES);
        channel.force(false);
        return System.nanoTime() - begun;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.delete(file);
    }
}
