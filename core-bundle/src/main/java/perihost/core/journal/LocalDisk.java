package perihost.core.journal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The disk of this machine. */
final class LocalDisk implements Disk {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    @Override
    public OpenFile create(Path file) throws IOException {
        var ownerOnly = Folder.ownerOnly(file, "rw-------");
        return new Channel(FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE), ownerOnly));
    }

    @Override
    public OpenFile openForReading(Path file) throws IOException {
        return new Channel(FileChannel.open(file, READ));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        if (WINDOWS) return; // it opens no folders; NTFS logs names itself
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    private record Channel(FileChannel channel) implements OpenFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(ByteBuffer into, long at) throws IOException {
            long next = at;
            int read = 0;
            while (into.hasRemaining() && read >= 0) {
                read = channel.read(into, next);
                next += Math.max(0, read);
            }
        }

        @Override
        public void write(ByteBuffer from, long at) throws IOException {
            long next = at;
            while (from.hasRemaining()) next += channel.write(from, next);
        }

        @Override
        public void force() throws IOException {
            channel.force(false); // flushes a new length too, where there is one
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
