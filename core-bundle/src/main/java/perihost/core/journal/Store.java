package perihost.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of an open journal: one segment that counts, until a new one has taken its place as a whole. Used by
 * the opening thread, then by the journal's thread alone; only {@link #damages} and {@link #forces} by any.
 */
final class Store {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final Folder folder;
    private final Disk disk;
    private final Clock clock;
    private final Limits limits;
    private final Live live;
    private final Damages damages = new Damages();
    private Optional<Segment> active = Optional.empty(); // owned, like the next four, by the user
    private long counting; // the number of the segment that does; 0: none yet
    private long lastNumber;
    private long sequence;
    private long compactAt;
    private volatile long forces;

    Store(Folder folder, Disk disk, Retention retention, Clock clock, Limits limits) {
        this.folder = folder;
        this.disk = disk;
        this.clock = clock;
        this.limits = limits;
        this.live = new Live(retention);
    }

    /** Reads the newest whole segment; returns what is still to be kept, in order of writing. */
    List<Entry> read() throws IOException {
        for (Path file : folder.unfinished()) disk.delete(file);
        for (long number : folder.segments()) {
            lastNumber = Math.max(lastNumber, number);
            Scan.Result result = scan(number);
            result.damage().forEach(damages::report);
            if (result.whole()) {
                counting = number;
                return take(result.found());
            }
        }
        return List.of();
    }

    private Scan.Result scan(long number) throws IOException {
        Path path = folder.segment(number);
        try (Disk.OpenFile file = disk.openForReading(path)) {
            return Scan.of(file, path, number);
        }
    }

    private List<Entry> take(List<Scan.Found> found) {
        long nowMs = clock.millis();
        Map<Long, Entry> entries = new HashMap<>();
        for (Scan.Found record : found) {
            live.add(record.entry(), record.sequence(), record.offset(), record.length(), nowMs);
            entries.put(record.sequence(), record.entry());
            sequence = record.sequence();
        }
        live.sweep(nowMs);
        return live.refs().stream().map(ref -> entries.get(ref.sequence())).toList();
    }

    /** Gives up the handle in use, reads what was durable again through a fresh one, and goes on in a new segment. */
    void reopen() throws IOException {
        release();
        live.sweep(clock.millis()); // there may be no room for what expired
        if (counting == 0) {
            renew((into, at) -> {}); // nothing is live, so nothing is read
        } else {
            try (Disk.OpenFile file = disk.openForReading(folder.segment(counting))) {
                renew(file::read);
            }
        }
        dropOthers();
    }

    /** Forces a group to disk and completes its stages. When it throws, none of the group counts as durable. */
    void write(List<Waiting> group) throws IOException {
        Segment segment = active.orElseThrow(() -> new IOException("no segment is open"));
        List<Waiting> admitted = admit(group);
        if (admitted.isEmpty()) return;
        long first = sequence + 1;
        List<Long> offsets = new ArrayList<>(admitted.size());
        for (Waiting next : admitted) offsets.add(segment.put(++sequence, next.payload()));
        force(segment);
        long nowMs = clock.millis();
        for (int i = 0; i < admitted.size(); i++) {
            Waiting next = admitted.get(i);
            live.add(next.entry(), first + i, offsets.get(i), next.recordBytes(), nowMs);
        }
        admitted.forEach(Waiting::done);
    }

    private List<Waiting> admit(List<Waiting> group) {
        List<Waiting> admitted = new ArrayList<>(group.size());
        long added = 0;
        for (Waiting next : group) {
            long needed = added + next.recordBytes();
            long room = limits.roomFor(next.entry());
            if (live.bytes() + needed > room && live.worthSweeping(clock.millis())) live.sweep(clock.millis());
            if (live.bytes() + needed > room) {
                next.fail(new JournalException("the journal is full: " + live.bytes() + " bytes are still to be kept"));
            } else {
                admitted.add(next);
                added = needed;
            }
        }
        return admitted;
    }

    /** Moves what is live to a new segment when enough of the present one is not. Needs a segment that is open. */
    void compact() throws IOException {
        Segment segment = active.orElseThrow();
        if (segment.end() < compactAt) return;
        live.sweep(clock.millis());
        compactAt = threshold();
        if (segment.end() < compactAt) return;
        try {
            renew(segment.file()::read);
        } catch (IOException e) {
            if (segment.end() > 4 * (limits.liveBytes() + limits.segmentBytes())) throw e;
            compactAt = segment.end() + limits.segmentBytes();
            LOG.warn("{}: not compacted, going on in the old segment", folder.path(), e);
            return;
        }
        segment.close();
        dropOthers();
    }

    private long threshold() {
        return Math.max(limits.segmentBytes(), 2 * live.bytes());
    }

    /** Copies what is live into a new segment, checking each record; only a whole one takes the old one's place. */
    private void renew(Source source) throws IOException {
        long number = ++lastNumber;
        Path unfinished = folder.unfinished(number);
        Segment fresh = Segment.create(disk, unfinished, number, limits.chunk());
        try {
            List<Live.Ref> moved = copy(source, fresh);
            force(fresh);
            disk.move(unfinished, folder.segment(number));
            disk.forceFolder(folder.path());
            live.replace(moved);
        } catch (IOException | RuntimeException e) {
            giveUp(fresh, unfinished);
            throw e;
        }
        active = Optional.of(fresh);
        counting = number;
        compactAt = threshold();
    }

    private List<Live.Ref> copy(Source source, Segment to) throws IOException {
        List<Live.Ref> moved = new ArrayList<>(live.refs().size());
        for (Live.Ref ref : live.refs()) {
            ByteBuffer record = ByteBuffer.allocate(ref.length());
            source.read(record, ref.offset());
            Optional<ByteBuffer> payload =
                    record.hasRemaining() ? Optional.empty() : RecordCodec.payload(record.flip(), counting);
            if (payload.isPresent()) {
                moved.add(ref.at(to.put(ref.sequence(), payload.get())));
            } else {
                damages.report(new Damage(folder.segment(counting), ref.offset(), ref.length(), false));
            }
        }
        return moved;
    }

    /** Where live records are read from. */
    private interface Source {
        void read(ByteBuffer into, long at) throws IOException;
    }

    private void force(Segment segment) throws IOException {
        forces++;
        segment.force();
    }

    private void giveUp(Segment fresh, Path unfinished) {
        try {
            fresh.close();
            disk.delete(unfinished);
        } catch (IOException e) {
            LOG.warn("{}: left behind, deleted at the next start", unfinished, e);
        }
    }

    /** Only the segment that counts stays; one that was damaged in its middle is put aside, in place of the last. */
    private void dropOthers() {
        try {
            for (long number : folder.segments()) {
                if (number == counting) continue;
                Path file = folder.segment(number);
                if (damages.lossIn(file)) disk.move(file, folder.damaged());
                else disk.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("{}: an old segment stays until the next one", folder.path(), e);
        }
    }

    /** Closes the segment without forcing it. */
    void release() {
        try {
            if (active.isPresent()) active.get().close();
        } catch (IOException e) {
            LOG.warn("{}: the segment did not close", folder.path(), e);
        }
        active = Optional.empty();
    }

    List<Damage> damages() {
        return damages.list();
    }

    /** How often the disk was made to write. */
    long forces() {
        return forces;
    }
}
