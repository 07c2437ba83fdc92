package perihost.host;

import java.time.Duration;

/** Makes a missing or outdated class archive once the host has nothing to do, so that the next start is faster. */
final class ArchiveWatch implements Runnable {
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final int BUSY_SHARE = 50; // idle: less than 1/50 of the time on a processor

    private final ClassArchive archive;

    private ArchiveWatch(ClassArchive archive) {
        this.archive = archive;
    }

    static void start(ClassArchive archive) {
        Thread thread = new Thread(new ArchiveWatch(archive), "class archive");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    @Override
    public void run() {
        try {
            awaitQuiet();
            if (archive.isFresh()) return;
            archive.make(true);
            Logs.log().info("class archive made, the next start will be faster");
        } catch (Refusal e) {
            Logs.log().warning("no class archive, starts stay slower: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitQuiet() throws InterruptedException {
        Duration used;
        Duration before;
        do {
            before = processorTime();
            Thread.sleep(QUIET.toMillis());
            used = processorTime().minus(before);
        } while (used.multipliedBy(BUSY_SHARE).compareTo(QUIET) > 0);
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
