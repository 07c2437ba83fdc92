package perihost.simulator.printer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of receipts: {@code <UTC time>-<n>.bin} each, {@code .unfinished.bin} for one that was cut off,
 * {@code .part} while it is being written. Owner-only; at most 500 receipts and 64 MiB, the oldest make room.
 * Any thread.
 */
public final class Receipts {
    /** How many receipts are kept. */
    static final int MOST = 500;

    /** How many bytes they may have in all. */
    static final long MOST_BYTES = 64L * 1024 * 1024;

    private static final String WHOLE = ".bin";
    private static final String CUT = ".unfinished.bin";
    private static final String PART = ".part";
    private static final Pattern OURS = Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z-\\d+(\\.unfinished)?\\.bin");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);

    private final Path folder;
    private final Clock clock;
    private final ArrayDeque<Kept> kept = new ArrayDeque<>(); // oldest first; this and what follows under the lock
    private long bytes;
    private boolean tidy;

    private final Set<String> names = new HashSet<>();

    private record Kept(Path file, long size) {
        String name() {
            return file.getFileName().toString().replaceFirst("(\\.unfinished)?\\.bin$", "");
        }
    }

    /** @param folder made when the first receipt comes */
    public Receipts(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** A receipt that nothing is on yet; nothing is on disk before its first byte. */
    Receipt begin() {
        return new Receipt(this);
    }

    /** A new file for a receipt, named by the time. */
    Receipt.Sheet sheet() throws IOException {
        try {
            return freshSheet();
        } catch (NoSuchFileException e) {
            forget(); // somebody took the folder away
        } catch (IOException e) {
            throw notKept(e);
        }
        try {
            return freshSheet();
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    private Receipt.Sheet freshSheet() throws IOException {
        Path part = folder.resolve(name() + PART);
        Set<StandardOpenOption> fresh = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new Receipt.Sheet(part, FileChannel.open(part, fresh, ownerOnly("rw-------")));
    }

    /** Gives a written file its last name, once there is room for it. One that no byte could be written to goes. */
    void file(Path part, long size, boolean whole) throws IOException {
        try {
            if (size == 0) {
                Files.delete(part);
                return;
            }
            Path last = named(part, whole ? WHOLE : CUT);
            for (Kept old : makeRoom(new Kept(last, size))) Files.deleteIfExists(old.file);
            Files.move(part, last, StandardCopyOption.ATOMIC_MOVE);
            LOG.debug("kept receipt {}", last.getFileName());
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw notKept(e);
        }
    }

    /** What people are told: the system's reason without a path. The log has the whole. */
    IOException notKept(IOException e) {
        LOG.warn("a receipt could not be kept", e);
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return new IOException("the receipt could not be kept: " + (reason == null ? "no access" : reason), e);
    }

    /** A name that no receipt has. */
    private synchronized String name() throws IOException {
        if (!tidy) tidyUp();
        tidy = true;
        String time = TIME.format(clock.instant());
        int n = 1;
        while (!names.add(time + "-" + n)) n++;
        return time + "-" + n;
    }

    /** What an earlier run was writing when it died is a receipt that was cut off. */
    private void tidyUp() throws IOException {
        Files.createDirectories(folder, ownerOnly("rwx------"));
        for (Path part : named(Pattern.compile(".*\\" + PART)))
            Files.move(part, named(part, CUT), StandardCopyOption.ATOMIC_MOVE);
        for (Path receipt : named(OURS)) keep(new Kept(receipt, Files.size(receipt))); // the name begins with the time
    }

    private synchronized void forget() {
        kept.clear();
        names.clear();
        bytes = 0;
        tidy = false;
    }

    private void keep(Kept receipt) {
        names.add(receipt.name());
        kept.addLast(receipt);
        bytes += receipt.size;
    }

    /** Counts a receipt in, and out those that have to go for it. */
    private synchronized List<Kept> makeRoom(Kept receipt) {
        List<Kept> out = new ArrayList<>();
        while (!kept.isEmpty() && (kept.size() >= MOST || bytes + receipt.size > MOST_BYTES)) {
            Kept oldest = kept.removeFirst();
            names.remove(oldest.name());
            bytes -= oldest.size;
            out.add(oldest);
        }
        keep(receipt);
        return out;
    }

    private List<Path> named(Pattern name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> name.matcher(f.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private static Path named(Path part, String end) {
        String name = part.getFileName().toString();
        return part.resolveSibling(name.substring(0, name.length() - PART.length()) + end);
    }

    private FileAttribute<?>[] ownerOnly(String rights) {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))};
    }
}
