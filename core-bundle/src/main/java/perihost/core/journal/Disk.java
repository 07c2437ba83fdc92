package perihost.core.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The file operations of the journal, so that a test can make each of them fail. */
interface Disk {
    /** Makes a new file, for its owner only. */
    OpenFile create(Path file) throws IOException;

    OpenFile openForReading(Path file) throws IOException;

    /** Renames within a folder: at any moment there is the old name or the new one. */
    void move(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** Makes names that were made or moved in the folder survive a power cut. */
    void forceFolder(Path folder) throws IOException;

    /** An open file; used by one thread at a time. */
    interface OpenFile extends Closeable {
        long size() throws IOException;

        /** Fills {@code into} from {@code at} on, as far as the file goes; the bytes read are before its position. */
        void read(ByteBuffer into, long at) throws IOException;

        /** Writes all that remains in {@code from}. */
        void write(ByteBuffer from, long at) throws IOException;

        /** Returns when all that was written is on the medium. After a failure the handle is of no use (C5). */
        void force() throws IOException;
    }
}
