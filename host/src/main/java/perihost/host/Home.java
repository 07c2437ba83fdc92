package perihost.host;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that holds all the host writes.
 *
 * @param root exists, can be read and written
 */
record Home(Path root) {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final List<String> WRITTEN = List.of("drivers", "journal", "receipts", "captures", "cache");

    /**
     * Makes what is missing, for the owner alone; leaves the permissions of what is there.
     *
     * @throws Refusal naming the place that cannot be used
     */
    static Home open(Path root) throws Refusal {
        folder(root);
        usable(root, true);
        for (String name : WRITTEN) {
            folder(root.resolve(name));
            usable(root.resolve(name), true);
        }
        folder(root.resolve("conf"));
        usable(root.resolve("conf"), false);
        folder(root.resolve("log")); // a host that cannot log still serves: see Logs
        return new Home(root);
    }

    Path cache() {
        return root.resolve("cache");
    }

    Path log() {
        return root.resolve("log");
    }

    /** What to tell the user when others than the owner can look in. */
    Optional<String> exposure() {
        if (!POSIX) return OwnerAcl.exposure(root);
        try {
            Set<PosixFilePermission> granted = Files.getPosixFilePermissions(root);
            String text = PosixFilePermissions.toString(granted);
            return text.endsWith("------")
                    ? Optional.empty()
                    : Optional.of("home " + root + " can be entered by others (" + text + "); chmod 700 closes it");
        } catch (IOException e) {
            return Optional.of("home " + root + ": permissions cannot be read: " + e);
        }
    }

    private static void folder(Path folder) throws Refusal {
        if (Files.isDirectory(folder)) return;
        try {
            Files.createDirectories(folder, ownerOnly(folder));
        } catch (FileAlreadyExistsException e) {
            throw unusable(folder, "not a folder");
        } catch (IOException e) {
            throw unusable(folder, "cannot be made: " + e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
        if (POSIX) return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)};
        return OwnerAcl.attributes(folder);
    }

    private static void usable(Path folder, boolean written) throws Refusal {
        if (!Files.isReadable(folder) || POSIX && !Files.isExecutable(folder)) throw unusable(folder, "cannot be read");
        if (written && !Files.isWritable(folder)) throw unusable(folder, "cannot be written");
    }

    private static Refusal unusable(Path folder, String why) {
        return new Refusal(Exit.USAGE, "home folder " + folder + ": " + why);
    }
}
