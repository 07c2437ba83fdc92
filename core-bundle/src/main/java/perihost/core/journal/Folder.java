package perihost.core.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The journal's folder, for its owner only, claimed by one journal at a time; knows the names in it. */
final class Folder implements Closeable {
    private static final Pattern SEGMENT = Pattern.compile("journal-([0-9]{1,18})\\.log");
    private static final String UNFINISHED = ".new";
    /** Closing any handle of a locked file frees its lock, so this process must not even open the lock file twice. */
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private Folder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static Folder claim(Path dir) throws IOException {
        Files.createDirectories(dir, ownerOnly(dir, "rwx------"));
        Path path = dir.toRealPath();
        if (posix(path)) Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        if (!CLAIMED.add(path)) throw taken(path);
        try {
            return new Folder(path, locked(path));
        } catch (IOException | RuntimeException e) {
            CLAIMED.remove(path);
            throw e;
        }
    }

    private static FileChannel locked(Path path) throws IOException {
        Path file = path.resolve("lock");
        FileChannel channel = FileChannel.open(file, Set.of(CREATE, WRITE), ownerOnly(file, "rw-------"));
        try {
            if (channel.tryLock() != null) return channel;
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw taken(path);
        }
        channel.close();
        throw taken(path);
    }

    private static IOException taken(Path path) {
        return new IOException("another journal is open on " + path);
    }

    Path path() {
        return path;
    }

    Path segment(long number) {
        return path.resolve(String.format(Locale.ROOT, "journal-%010d.log", number));
    }

    /** Where a segment is written before it counts. */
    Path unfinished(long number) {
        return path.resolve(segment(number).getFileName() + UNFINISHED);
    }

    /** The last segment file that was damaged in its middle, kept for whoever wants to look. */
    Path damaged() {
        return path.resolve("journal.damaged");
    }

    /** The numbers of the segments, newest first. */
    List<Long> segments() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String name : names()) {
            Matcher match = SEGMENT.matcher(name);
            if (match.matches()) numbers.add(Long.valueOf(match.group(1)));
        }
        numbers.sort((a, b) -> Long.compare(b, a));
        return numbers;
    }

    /** What a crash left half written. */
    List<Path> unfinished() throws IOException {
        return names().stream()
                .filter(name -> name.endsWith(UNFINISHED))
                .map(path::resolve)
                .toList();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            lock.close();
        } finally {
            CLAIMED.remove(path);
        }
    }

    static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        if (!posix(path)) return new FileAttribute<?>[0]; // there it inherits the access list of the home
        var owner = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)};
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
