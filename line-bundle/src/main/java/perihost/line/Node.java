package perihost.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The node in the file system that stands for a device, as it was when it was first seen.
 *
 * @param path      where it is; a symbolic link is followed
 * @param identity  its device and inode where the system tells them, else empty
 * @param character whether it is a character device
 */
record Node(Path path, String identity, boolean character) {
    private static final int KIND = 0170000;
    private static final int CHARACTER = 0020000;

    /** @throws IOException when there is none */
    static Node at(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        boolean posix = Files.getFileStore(path).supportsFileAttributeView("unix");
        boolean character = posix && ((Integer) Files.getAttribute(path, "unix:mode") & KIND) == CHARACTER;
        return new Node(path, identity(attributes), character);
    }

    /** Whether it is still there, and no other in its place. */
    boolean isThere() {
        try {
            return identity(Files.readAttributes(path, BasicFileAttributes.class))
                    .equals(identity);
        } catch (IOException gone) {
            return false;
        }
    }

    private static String identity(BasicFileAttributes attributes) {
        return Objects.toString(attributes.fileKey(), "");
    }
}
