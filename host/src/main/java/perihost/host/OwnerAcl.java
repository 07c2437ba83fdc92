package perihost.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Owner-only folders where permissions are access control lists, as on Windows. */
final class OwnerAcl {
    private OwnerAcl() {}

    /** An attribute of {@code Files.createDirectories}. */
    record Acl(List<AclEntry> value) implements FileAttribute<List<AclEntry>> {
        @Override
        public String name() {
            return "acl:acl";
        }
    }

    /**
     * Everything to the user of this process and to what is in the folder. None where the disk knows no lists, or the
     * system not the user: the folder then inherits its parent's, which in a user's own folder are as strict.
     */
    static FileAttribute<?>[] attributes(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath();
        while (!Files.exists(parent) && parent.getParent() != null) parent = parent.getParent();
        if (!Files.getFileStore(parent).supportsFileAttributeView(AclFileAttributeView.class)) {
            return new FileAttribute<?>[0];
        }
        UserPrincipalLookupService users = folder.getFileSystem().getUserPrincipalLookupService();
        try {
            UserPrincipal user = users.lookupPrincipalByName(System.getProperty("user.name"));
            return new FileAttribute<?>[] {new Acl(List.of(all(user)))};
        } catch (UserPrincipalNotFoundException e) {
            return new FileAttribute<?>[0];
        }
    }

    static AclEntry all(UserPrincipal user) {
        return AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(user)
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .setFlags(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT)
                .build();
    }

    /** What to tell the user when the disk keeps nobody out; who is on a list that is there is its maker's business. */
    static Optional<String> exposure(Path folder) {
        try {
            boolean listed = Files.getFileStore(folder).supportsFileAttributeView(AclFileAttributeView.class);
            return listed ? Optional.empty() : Optional.of("home " + folder + " is on a disk without permissions");
        } catch (IOException e) {
            return Optional.of("home " + folder + ": permissions cannot be read: " + e);
        }
    }
}
