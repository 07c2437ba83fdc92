package perihost.simulator.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * What the VAN booked, a line each, oldest first: {@code <won> <approval number> <date> <time> A}, or {@code C} for an
 * approval that was undone. Each line is forced to disk. At 16 MiB the file is put aside as {@code <file>.1}.
 */
public final class Ledger {
    private static final long LONGEST = 16L * 1024 * 1024;

    private final Optional<Path> file;

    private Ledger(Optional<Path> file) {
        this.file = file;
    }

    /** Kept nowhere. */
    public static Ledger none() {
        return new Ledger(Optional.empty());
    }

    /** @param file made when it is opened, with its folder, for the owner only */
    public static Ledger in(Path file) {
        return new Ledger(Optional.of(file.toAbsolutePath()));
    }

    /** Mends what an end in the midst of writing has left: half a line goes, and the last entry comes if it is missing. */
    void open(Optional<Booking> lastEntry) throws IOException {
        if (file.isEmpty()) return;
        if (!Files.exists(file.get())) {
            Durable.makeFolder(file.get().getParent());
            append("");
            return;
        }
        String text = Files.readString(file.get(), StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf('\n') + 1;
        if (end < text.length()) truncate(end);
        List<String> lines = text.substring(0, end).lines().toList();
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        if (lastEntry.isPresent() && !last.equals(lastEntry.get().toString())) add(lastEntry.get());
    }

    private void truncate(int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file.get(), StandardOpenOption.WRITE)) {
            channel.truncate(length).force(true);
        }
    }

    /** On disk when this returns. */
    void add(Booking entry) throws IOException {
        if (file.isEmpty()) return;
        if (Files.exists(file.get()) && Files.size(file.get()) >= LONGEST) putAside(file.get());
        append(entry + "\n");
    }

    private static void putAside(Path full) throws IOException {
        Files.move(full, full.resolveSibling(full.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void append(String text) throws IOException {
        try (FileChannel channel = Durable.open(
                file.get(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            Durable.writeAll(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
        }
        Durable.forceFolder(file.get().getParent());
    }
}
