package perihost.core.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded segment log of what was asked of money and paper. An entry whose stage has completed is found again after
 * {@code kill -9} and power cuts, once and in order, as long as its {@link Retention} says.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final long CLOSE_SECONDS = 5;

    private final Path path;
    private final Mailbox mailbox;
    private final Store store;
    private volatile List<Entry> recovered;
    private final Thread thread;

    private Journal(Folder folder, Store store, List<Entry> recovered, Mailbox mailbox) {
        this.path = folder.path();
        this.mailbox = mailbox;
        this.store = store;
        this.recovered = List.copyOf(recovered);
        this.thread = new Thread(new Writer(mailbox, store, folder, mailbox.accepting()), "perihost-journal");
        thread.setDaemon(true);
    }

    /** The same as the other, within {@link Limits#STANDARD}. */
    public static Journal open(Path dir, Retention retention, Clock clock) throws IOException {
        return open(dir, retention, clock, Limits.STANDARD);
    }

    /**
     * Opens or makes the journal in {@code dir}; may take a while. What is damaged is left out and told (WARN for a
     * tail, ERROR where something sound comes after it, {@link #damages}), never fatal. What need not be kept any more
     * is dropped. If the disk can be read but not written, the journal opens unhealthy, and heals when it can.
     *
     * @param dir made if missing, for its owner only
     * @param clock tells the age of entries
     * @throws IOException if another journal is open on {@code dir}, it cannot be read, or a newer host wrote it
     */
    public static Journal open(Path dir, Retention retention, Clock clock, Limits limits) throws IOException {
        return open(dir, retention, clock, limits, new LocalDisk());
    }

    static Journal open(Path dir, Retention retention, Clock clock, Limits limits, Disk disk) throws IOException {
        Folder folder = Folder.claim(dir);
        try {
            Store store = new Store(folder, disk, retention, clock, limits);
            List<Entry> recovered = store.read();
            Mailbox mailbox = new Mailbox(limits);
            if (writable(store, folder)) mailbox.accept();
            Journal journal = new Journal(folder, store, recovered, mailbox);
            journal.thread.start();
            return journal;
        } catch (IOException | RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    private static boolean writable(Store store, Folder folder) {
        try {
            store.reopen();
            return true;
        } catch (IOException e) {
            LOG.error("{}: can be read but not written, no entry is accepted until it can", folder.path(), e);
            return false;
        }
    }

    /** The entries that were kept when the journal was opened, in order of writing, until {@link #forget}. Any thread. */
    public List<Entry> recovered() {
        return recovered;
    }

    /** What was recovered has been taken up: it need not be held in memory any more. */
    public void forget() {
        recovered = List.of();
    }

    /** What was found damaged, in order of finding; empty as a rule. Any thread. */
    public List<Damage> damages() {
        return store.damages();
    }

    /**
     * Makes an entry durable. Returns at once, from any thread; entries become durable in the order of the calls.
     *
     * @return completes on the journal's thread when the entry has been forced to disk; fails with
     *         {@link JournalException} when it certainly or possibly was not: it is not text, is larger than 1 MiB, the
     *         queue or the journal is full, the disk failed (C5), or the journal is closed. Do not block in what
     *         depends on it: nothing is written meanwhile.
     */
    public CompletionStage<Void> append(Entry entry) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        try {
            mailbox.leave(new Waiting(entry, EntryCodec.encode(entry), stage));
        } catch (JournalException e) {
            stage.completeExceptionally(e);
        }
        return stage; // a minimal stage would wrap the exception
    }

    /** Whether entries are accepted: not between a failed force and a reopening, nor once closed. Any thread. */
    public boolean healthy() {
        return mailbox.accepting();
    }

    /** How often the disk was made to write. */
    long forces() {
        return store.forces();
    }

    /**
     * Turns new entries away, forces those appended before, and ends the thread: waits 5 s for that, no longer. The
     * folder is free for another journal when the thread has ended.
     */
    @Override
    public void close() {
        mailbox.close();
        if (Thread.currentThread() == thread) return; // called by a stage's dependent: it ends after this
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            if (thread.isAlive()) LOG.warn("{}: the disk does not answer, the journal's thread is left behind", path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
