package perihost.core.config;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices edits of the configuration, and has the files read again once an edit has come to rest. Polls only while a
 * folder is missing or could not be read.
 */
public final class ConfigWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);
    private static final long REST_MS = 150; // editors write a file in several steps
    private static final long AGAIN_MS = 5_000;
    private static final WatchEvent.Kind<?>[] EDITS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    private final WatchService watch;
    private final BooleanSupplier changed;
    private final long againMs;
    private final Map<WatchKey, Path> watched = new HashMap<>(); // by the thread, once it runs
    private final Set<Path> missing = new LinkedHashSet<>(); // the same
    private final Set<Path> warned = new HashSet<>(); // the same
    private boolean failed; // the same

    /**
     * Edits from now on are noticed, and told once {@link #start started}.
     *
     * @param changed called on the watch's own thread; false: it could not be done, and is to be tried again
     */
    public ConfigWatch(List<Path> folders, BooleanSupplier changed) throws IOException {
        this(folders, changed, AGAIN_MS);
    }

    ConfigWatch(List<Path> folders, BooleanSupplier changed, long againMs) throws IOException {
        this.changed = changed;
        this.againMs = againMs;
        watch = folders.get(0).getFileSystem().newWatchService();
        missing.addAll(folders);
        findMissing();
    }

    /** Begins to tell of edits. */
    public void start() {
        Thread thread = new Thread(this::work, "perihost-config");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            watch.close();
        } catch (IOException e) {
            LOG.warn("the watch on the configuration did not close", e);
        }
    }

    private void work() {
        try {
            while (true) cycle();
        } catch (ClosedWatchServiceException closed) {
            LOG.debug("configuration is not watched any more");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cycle() throws InterruptedException {
        boolean edited = awaitEdit();
        boolean found = findMissing();
        if (edited || found || failed) tell();
    }

    /** Waits for an edit and its rest. False: there is none yet, it is time to try again what could not be done. */
    private boolean awaitEdit() throws InterruptedException {
        boolean again = failed || !missing.isEmpty();
        WatchKey key = again ? watch.poll(againMs, TimeUnit.MILLISECONDS) : watch.take();
        if (key == null) return false;
        for (; key != null; key = watch.poll(REST_MS, TimeUnit.MILLISECONDS)) drain(key);
        return true;
    }

    private void drain(WatchKey key) {
        key.pollEvents(); // whatever it was, all files are read again
        if (!key.reset()) missing.add(watched.remove(key)); // the folder has gone, though another may have its name
    }

    /** Watches folders that were not there; whether one has come. */
    private boolean findMissing() {
        return missing.removeIf(this::register);
    }

    private boolean register(Path folder) {
        try {
            watched.put(folder.register(watch, EDITS), folder);
            return true;
        } catch (IOException e) {
            boolean absent = e instanceof NoSuchFileException;
            if (!absent && warned.add(folder)) LOG.warn("{}: cannot be watched yet", folder, e);
            return false;
        }
    }

    private void tell() {
        try {
            failed = !changed.getAsBoolean();
        } catch (RuntimeException | LinkageError e) {
            failed = false; // a fault: the same would come of the same
            LOG.error("configuration could not be read again", e);
        }
    }
}
