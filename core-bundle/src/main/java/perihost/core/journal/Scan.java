package perihost.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a segment file from front to back and finds every sound record, whatever is broken before or between them. */
final class Scan {
    private static final int WINDOW = 256 << 10;

    /** A sound record; {@code length} is the whole record's, bytes. */
    record Found(long sequence, long offset, int length, Entry entry) {}

    /** @param whole the header is sound, or records were found behind it: the file is a segment */
    record Result(List<Found> found, List<Damage> damage, boolean whole) {}

    private final Disk.OpenFile file;
    private final Path path;
    private final long number;
    private final long size;
    private final List<Found> found = new ArrayList<>();
    private final List<Damage> damage = new ArrayList<>();
    private ByteBuffer window = ByteBuffer.allocate(0); // like the next two, owned by the thread that scans
    private long windowAt;
    private long lastSequence;

    private Scan(Disk.OpenFile file, Path path, long number) throws IOException {
        this.file = file;
        this.path = path;
        this.number = number;
        this.size = file.size();
    }

    static Result of(Disk.OpenFile file, Path path, long number) throws IOException {
        return new Scan(file, path, number).run();
    }

    private Result run() throws IOException {
        boolean header = Segment.hasHeader(bytes(0, (int) Math.min(size, Segment.HEADER)), number, path);
        long sound = header ? Segment.HEADER : 0; // up to here everything was
        long used = sound; // and from here on everything is zero
        long at = sound;
        while (at < size) {
            Optional<Found> next = recordAt(at);
            if (next.isPresent()) {
                if (at > sound) damage.add(new Damage(path, sound, at - sound, false));
                take(next.get());
                at += next.get().length();
                sound = at;
                used = at;
            } else if (bytes(at++, 1).get() != 0) {
                used = at;
            }
        }
        if (used > sound || sound == 0) damage.add(new Damage(path, sound, used - sound, true));
        return new Result(found, damage, header || !found.isEmpty());
    }

    private void take(Found record) {
        found.add(record);
        lastSequence = record.sequence();
    }

    private Optional<Found> recordAt(long at) throws IOException {
        if (size - at < RecordCodec.HEADER || bytes(at, 1).get() != RecordCodec.MARK) return Optional.empty();
        int length = RecordCodec.length(bytes(at, RecordCodec.HEADER), lastSequence);
        if (length == 0 || length > size - at) return Optional.empty();
        ByteBuffer record = bytes(at, length);
        return RecordCodec.payload(record, number)
                .flatMap(EntryCodec::decode)
                .map(entry -> new Found(RecordCodec.sequence(record), at, length, entry));
    }

    /** The {@code length} bytes at {@code at}, all of them inside the file; valid until the next call. */
    private ByteBuffer bytes(long at, int length) throws IOException {
        if (at < windowAt || at + length > windowAt + window.limit()) {
            if (window.capacity() < Math.max(length, 1)) window = ByteBuffer.allocate(Math.max(WINDOW, length));
            windowAt = at;
            file.read(window.clear(), at);
            window.flip();
        }
        return window.slice((int) (at - windowAt), length);
    }
}
