package perihost.simulator.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a terminal keeps what it remembers: one small file that is replaced as a whole and forced to disk each time, or
 * nowhere. Without card data.
 */
public final class Memory {
    private static final String TITLE = "perihost-terminal 1";
    private static final int LONGEST = 64 * 1024;

    private final Optional<Path> file;
    private Remembered remembered = Remembered.NOTHING;

    private Memory(Optional<Path> file) {
        this.file = file;
    }

    /** Lost when the process ends. */
    public static Memory volatileOne() {
        return new Memory(Optional.empty());
    }

    /** @param file made when there is something to remember, with its folder, for the owner only */
    public static Memory in(Path file) {
        return new Memory(Optional.of(file.toAbsolutePath()));
    }

    /**
     * Reads the file.
     *
     * @throws IOException its message holds no path
     */
    void load() throws IOException {
        if (file.isPresent() && Files.exists(file.get())) remembered = read(file.get());
    }

    Remembered get() {
        return remembered;
    }

    /** What is remembered from now on; on disk when this returns. */
    void set(Remembered now) throws IOException {
        if (file.isPresent()) write(file.get(), now);
        remembered = now;
    }

    private static Remembered read(Path file) throws IOException {
        if (Files.size(file) > LONGEST) throw damaged();
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        if (lines.size() < 4 || !lines.get(0).equals(TITLE) || !lines.get(1).matches("serial [0-9]{1,12}"))
            throw damaged();
        if (!lines.get(2).matches("last ([0-9a-f]{2})*") || !lines.get(3).startsWith("entry ")) throw damaged();
        List<Booking> bookings = new ArrayList<>();
        for (String line : lines.subList(4, lines.size()))
            bookings.add(Booking.parse(line).orElseThrow(Memory::damaged));
        return new Remembered(
                Long.parseLong(lines.get(1).substring("serial ".length())),
                lines.get(2).substring("last ".length()),
                Booking.parse(lines.get(3).substring("entry ".length())),
                bookings);
    }

    private static IOException damaged() {
        return new IOException("the terminal's memory is damaged");
    }

    private static String text(Remembered now) {
        StringBuilder text = new StringBuilder(TITLE).append("\nserial ").append(now.serial());
        text.append("\nlast ").append(now.last()).append("\nentry ");
        now.entry().ifPresent(text::append);
        text.append('\n');
        now.bookings().forEach(booking -> text.append(booking).append('\n'));
        return text.toString();
    }

    private static void write(Path file, Remembered now) throws IOException {
        Durable.makeFolder(file.getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        try (FileChannel channel = Durable.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Durable.writeAll(channel, ByteBuffer.wrap(text(now).getBytes(StandardCharsets.ISO_8859_1)));
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Durable.forceFolder(file.getParent());
    }
}
