package perihost.host;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Optional;

/** One host per home: the operating system frees the lock with the process, however that ends. */
final class HomeLock {
    private static final int TRIES = 10;
    private static final long PAUSE_MS = 20;

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Tries for 200 ms, as {@code status} and {@code stop} hold the lock for an instant to see whether it is free.
     *
     * @throws Refusal when another host has it
     */
    static HomeLock take(Path home) throws Refusal {
        try {
            for (int i = 0; i < TRIES; i++) {
                Optional<HomeLock> lock = tryTake(home);
                if (lock.isPresent()) return lock.get();
                Thread.sleep(PAUSE_MS);
            }
            throw new Refusal(Exit.TAKEN, "another host runs on home " + home);
        } catch (InterruptedException e) {
            throw new Refusal(Exit.FAILURE, "interrupted");
        }
    }

    /** Empty while another process has it. */
    static Optional<HomeLock> tryTake(Path home) throws Refusal {
        Path file = home.resolve("lock");
        try {
            FileChannel channel = FileChannel.open(file, CREATE, WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) return Optional.of(new HomeLock(channel));
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new Refusal(Exit.USAGE, "home lock " + file + ": " + e);
        }
    }

    void release() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("home lock", e);
        }
    }
}
