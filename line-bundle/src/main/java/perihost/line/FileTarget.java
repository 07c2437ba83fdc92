package perihost.line;

import static perihost.line.Failure.badUri;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import perihost.api.line.LineException;
import perihost.api.line.LineUri;

/**
 * Which device file a {@code file:} line opens.
 *
 * @param path absolute
 * @param read whether to read from it, if that is possible
 */
record FileTarget(Path path, boolean read) {
    /** @throws LineException {@code BAD_URI}, naming the part that is wrong */
    static FileTarget of(LineUri uri) throws LineException {
        uri.allow(Set.of("read"));
        boolean read = uri.word("read", "yes", Set.of("yes", "no")).equals("yes");
        try {
            Path path = Path.of(uri.target());
            if (path.isAbsolute()) return new FileTarget(path, read);
        } catch (InvalidPathException e) {
            throw badUri("'" + uri.target() + "' is not a path: " + e.getReason());
        }
        throw badUri("'" + uri.target() + "' is not an absolute path");
    }
}
