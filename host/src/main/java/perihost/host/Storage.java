package perihost.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Files that can be made again. */
final class Storage {
    private Storage() {}

    /** Deletes the file or the folder with all that is in it, never what a link points to. */
    static void clear(Path place) throws Refusal {
        try {
            delete(place);
        } catch (IOException e) {
            throw new Refusal(Exit.USAGE, "cannot clear " + place + ": " + e);
        }
    }

    private static void delete(Path place) throws IOException {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(place)) {
                for (Path child : children) delete(child);
            }
        }
        Files.deleteIfExists(place);
    }
}
