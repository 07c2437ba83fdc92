package perihost.core.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Edits are noticed, whatever becomes of the folders and of those who are told. */
public class ConfigWatchTest {
    @Rule
    public final TemporaryFolder root = new TemporaryFolder();

    private final LinkedBlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
    private Path conf;
    private ConfigWatch watch;

    @Before
    public void makeFolder() throws IOException {
        conf = root.newFolder("conf").toPath();
    }

    @After
    public void closeWatch() {
        watch.close();
    }

    private void start(java.util.function.BooleanSupplier changed) throws IOException {
        watch = new ConfigWatch(List.of(conf), changed, 50);
        watch.start();
    }

    /** Waits until the reader was told while this was so. */
    private void awaitTold() throws InterruptedException {
        assertNotNull("told", told.poll(20, TimeUnit.SECONDS));
    }

    private void tellWhenThere(Path file) throws IOException {
        start(() -> !Files.exists(file) || told.add(true));
    }

    @Test
    public void noticesEditsInAFolderThatWasReplaced() throws Exception {
        Path file = conf.resolve("second.cfg");
        Path before = Files.createFile(conf.resolve("first.cfg"));
        LinkedBlockingQueue<Boolean> empty = new LinkedBlockingQueue<>();
        start(() -> {
            if (Files.exists(file)) return told.add(true);
            return Files.exists(conf) || empty.add(true);
        });
        Files.delete(before);
        Files.delete(conf);
        assertNotNull("told that it has gone", empty.poll(20, TimeUnit.SECONDS));
        Files.createDirectory(conf);
        Files.createFile(file);
        awaitTold();
        told.clear();
        Files.writeString(file, "a = b");
        awaitTold();
    }

    @Test
    public void noticesAFolderThatComesLater() throws Exception {
        Files.delete(conf);
        tellWhenThere(conf.resolve("a.cfg"));
        Path staged = Files.createDirectory(root.getRoot().toPath().resolve("staged"));
        Files.createFile(staged.resolve("a.cfg"));
        Files.move(staged, conf);
        awaitTold();
    }

    @Test
    public void livesOnAfterAFault() throws Exception {
        AtomicInteger times = new AtomicInteger();
        start(() -> {
            told.add(true);
            if (times.incrementAndGet() == 1) throw new IllegalStateException("a fault");
            return true;
        });
        Files.createFile(conf.resolve("a.cfg"));
        awaitTold();
        Files.createFile(conf.resolve("b.cfg"));
        awaitTold();
    }

    @Test
    public void triesAgainWhatCouldNotBeDone() throws Exception {
        AtomicInteger times = new AtomicInteger();
        start(() -> {
            boolean done = times.incrementAndGet() == 3;
            told.add(done);
            return done;
        });
        Files.createFile(conf.resolve("a.cfg"));
        for (int i = 0; i < 3; i++) awaitTold();
        assertEquals("once it is done, no more", 3, times.get());
    }

    @Test
    public void tellsOfEditsFromBeforeItWasStarted() throws Exception {
        watch = new ConfigWatch(List.of(conf), () -> told.add(true), 50);
        Files.createFile(conf.resolve("a.cfg"));
        watch.start();
        awaitTold();
    }
}
