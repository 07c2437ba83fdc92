package perihost.host;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The list itself; only Windows can tell what it does with it. */
public class OwnerAclTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void grantsAllToOneUserForTheWholeFolder() throws Exception {
        UserPrincipal user = Files.getOwner(folder.getRoot().toPath());
        AclEntry entry = OwnerAcl.all(user);
        assertEquals(AclEntryType.ALLOW, entry.type());
        assertEquals(user, entry.principal());
        assertEquals(Set.of(AclEntryPermission.values()), entry.permissions());
        assertEquals(Set.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT), entry.flags());
        assertEquals("acl:acl", new OwnerAcl.Acl(List.of(entry)).name());
    }
}
