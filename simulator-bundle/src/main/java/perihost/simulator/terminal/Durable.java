package perihost.simulator.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that are there after a loss of power, for the owner only. */
final class Durable {
    private Durable() {}

    static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
    }

    static FileChannel open(Path file, StandardOpenOption... how) throws IOException {
        return FileChannel.open(file, Set.of(how), ownerOnly(file, "rw-------"));
    }

    /** Returns when the bytes are on disk. */
    static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) channel.write(bytes);
        channel.force(true);
    }

    /** Makes names last, where a folder can be opened at all. */
    static void forceFolder(Path folder) throws IOException {
        if (File.separatorChar != '/') return;
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path place, String rights) {
        if (!place.getFileSystem().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))};
    }
}
