package perihost.core.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the {@code .cfg} files lie.
 *
 * @param folders later ones win, file by file
 */
record ConfigFolders(List<Path> folders) {
    /**
     * The files that are there now, by name and in its order. A folder that is missing has none.
     *
     * @throws IOException if a folder cannot be listed, so that nobody knows which files there are; the message is the
     *                     one line that people are shown
     */
    Map<String, Path> files() throws IOException {
        Map<String, Path> found = new TreeMap<>();
        for (Path folder : folders) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.cfg")) {
                files.forEach(file -> found.put(file.getFileName().toString(), file));
            } catch (NoSuchFileException missing) {
                continue;
            } catch (DirectoryIteratorException e) {
                throw unreadable(folder, e.getCause());
            } catch (IOException e) {
                throw unreadable(folder, e);
            }
        }
        return found;
    }

    private static IOException unreadable(Path folder, IOException e) {
        boolean told = e instanceof FileSystemException system && system.getReason() != null;
        String why = told ? ((FileSystemException) e).getReason() : e.getClass().getSimpleName();
        return new IOException(folder + ": cannot be read: " + why, e);
    }
}
