package perihost.simulator.printer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** One receipt while it is being written. Closed without having been kept, it is filed as unfinished. One thread. */
final class Receipt implements AutoCloseable {
    /** The file that a receipt is written to. */
    record Sheet(Path part, FileChannel channel) {}

    private final Receipts receipts;
    private Optional<Sheet> sheet = Optional.empty();
    private long size;
    private long onSheet;

    Receipt(Receipts receipts) {
        this.receipts = receipts;
    }

    /** Adds all that remains in the buffer. */
    void add(ByteBuffer bytes) throws IOException {
        if (!bytes.hasRemaining()) return;
        size += bytes.remaining();
        if (size > Receipts.MOST_BYTES) throw new IOException("the receipt is longer than the printer's paper");
        if (sheet.isEmpty()) sheet = Optional.of(receipts.sheet());
        try {
            while (bytes.hasRemaining()) onSheet += sheet.get().channel().write(bytes);
        } catch (IOException e) {
            throw receipts.notKept(e);
        }
    }

    /** All of it was written. Without a byte on it there is nothing to keep. */
    void keep() throws IOException {
        file(true);
    }

    @Override
    public void close() throws IOException {
        file(false);
    }

    private void file(boolean whole) throws IOException {
        if (sheet.isEmpty()) return;
        Sheet written = sheet.get();
        sheet = Optional.empty();
        try {
            written.channel().close();
        } catch (IOException e) {
            throw receipts.notKept(e);
        }
        receipts.file(written.part(), onSheet, whole);
    }
}
