package perihost.core.journal;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the journal's thread does: writes all that was left in the mailbox with one force, and heals the store. */
final class Writer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final Mailbox mailbox;
    private final Store store;
    private final Folder folder;
    private boolean sound; // owned by the journal's thread once that runs

    Writer(Mailbox mailbox, Store store, Folder folder, boolean sound) {
        this.sound = sound;
        this.mailbox = mailbox;
        this.store = store;
        this.folder = folder;
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more) more = cycle();
        } finally {
            end();
        }
    }

    /** Writes one group; whether there may be another. */
    private boolean cycle() {
        try {
            if (!sound) heal();
            List<Waiting> group = mailbox.take();
            if (!group.isEmpty()) write(group);
            return !group.isEmpty();
        } catch (InterruptedException e) {
            LOG.warn("{}: only close() ends this thread, not an interrupt", folder.path());
            return true;
        }
    }

    private void write(List<Waiting> group) {
        try {
            store.write(group);
            store.compact();
        } catch (IOException | RuntimeException | Error e) { // an error of ours is no reason to acknowledge anything
            LOG.error("{}: entries could not be forced to disk, none is accepted until they can", folder.path(), e);
            JournalException why = new JournalException("the entry could not be forced to disk", e);
            sound = false;
            List<Waiting> behind = mailbox.refuse(); // first, so that who hears of it finds us unhealthy
            group.forEach(waiting -> waiting.fail(why));
            behind.forEach(waiting -> waiting.fail(why));
        }
    }

    /** Returns when the store is sound again; when closed, after one last try, lest what was refused be found later. */
    private void heal() throws InterruptedException {
        long pauseMs = FIRST_PAUSE_MS;
        boolean closed = false;
        while (!sound && !closed) {
            closed = mailbox.awaitClosed(pauseMs);
            sound = reopened(pauseMs);
            pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
        }
        if (sound) mailbox.accept();
    }

    private boolean reopened(long pausedMs) {
        try {
            store.reopen();
            LOG.info("{}: reopened and verified", folder.path());
            return true;
        } catch (IOException | RuntimeException | Error e) {
            if (pausedMs == FIRST_PAUSE_MS) LOG.warn("{}: cannot be reopened yet", folder.path(), e);
            else LOG.debug("{}: still cannot be reopened", folder.path(), e); // a full disk needs no more lines
            return false;
        }
    }

    private void end() {
        mailbox.close();
        JournalException why = new JournalException("the journal is closed");
        mailbox.refuse().forEach(waiting -> waiting.fail(why));
        store.release();
        try {
            folder.close();
        } catch (IOException e) {
            LOG.warn("{}: the lock did not close", folder.path(), e);
        }
    }
}
