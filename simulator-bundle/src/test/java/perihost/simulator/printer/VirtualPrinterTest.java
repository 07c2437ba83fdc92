package perihost.simulator.printer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;
import perihost.api.line.LineUri;
import perihost.simulator.SimLines;

/** {@code sim:escpos} as the framework sets it up, and the files that it leaves. */
public class VirtualPrinterTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Rule
    public final TemporaryFolder home = new TemporaryFolder();

    @Rule
    public final Timeout limit = new Timeout(120, TimeUnit.SECONDS);

    private Framework framework;
    private SimLines lines;
    private Path receipts;

    @Before
    public void start() throws BundleException {
        Path root = home.getRoot().toPath();
        receipts = root.resolve("receipts");
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "perihost.home",
                        root.toString(),
                        "org.osgi.framework.storage",
                        root.resolve("cache").toString()));
        framework.init();
        lines = new SimLines(framework.getBundleContext());
    }

    @After
    public void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    public void keepsTheExactBytesOfEachJob() throws IOException {
        for (int size : new int[] {1, 4096, 1_000_000}) {
            byte[] job = new byte[size];
            new Random(size).nextBytes(job);
            print(job);
            assertArrayEquals(job, Files.readAllBytes(last()));
        }
        assertEquals(3, kept().size());
        for (Path file : kept()) {
            assertTrue(file.toString(), name(file).matches("\\d{8}T\\d{6}\\.\\d{3}Z-\\d+\\.bin"));
            assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
        }
        assertEquals(PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(receipts));
    }

    @Test
    public void marksAJobThatWasCutOff() throws Exception {
        open().close();
        Line line = open();
        line.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), LONG);
        line.close();
        lines.close(); // returns when the printer's threads have ended, so that what they file is there
        assertEquals("the line without a byte left nothing", 1, kept().size());
        assertTrue(name(last()).endsWith("-1.unfinished.bin"));
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(last()));
    }

    @Test
    public void aLineFinishedWithoutAByteLeavesNothing() throws IOException {
        open().finish(LONG);
        assertFalse(Files.exists(receipts));
    }

    @Test
    public void marksWhatAnEarlierRunWasWritingWhenItDied() throws IOException {
        Files.createDirectory(receipts);
        Files.write(receipts.resolve("20260101T000000.000Z-1.part"), new byte[] {7});
        print(new byte[] {8});
        assertEquals("20260101T000000.000Z-1.unfinished.bin", name(kept().get(0)));
        assertEquals(2, kept().size());
    }

    @Test
    public void keepsNoMoreThan500Receipts() throws IOException {
        for (int i = 0; i < 500; i++) print(new byte[] {(byte) i, (byte) (i >> 8)});
        Path first = kept().get(0);
        assertEquals(500, kept().size());
        print(new byte[] {9});
        assertEquals(500, kept().size());
        assertFalse("the oldest is gone", Files.exists(first));
        assertArrayEquals(new byte[] {9}, Files.readAllBytes(last()));
    }

    @Test
    public void keepsNoMoreThan64MebibytesAndTouchesNoOtherFile() throws IOException {
        Files.createDirectory(receipts);
        Files.write(receipts.resolve("notes.txt"), new byte[] {1});
        sparse("20260101T000000.000Z-1.bin", 20);
        sparse("20260101T000001.000Z-1.unfinished.bin", 20);
        sparse("20260101T000002.000Z-1.bin", 22);
        print(new byte[2 << 20]);
        assertEquals("64 MiB fit", 4, kept().size());
        print(new byte[] {1});
        assertEquals(4, kept().size());
        assertEquals("20260101T000001.000Z-1.unfinished.bin", name(kept().get(0)));
        assertTrue(Files.exists(receipts.resolve("notes.txt")));
    }

    @Test
    public void refusesAReceiptThatIsLongerThanAllThatMayBeKept() throws Exception {
        Line line = open();
        ByteBuffer mebibyte = ByteBuffer.allocate(1 << 20);
        LineException e = assertThrows(LineException.class, () -> {
            for (int i = 0; i < 65; i++) line.write(mebibyte.clear(), LONG);
            line.finish(LONG);
        });
        assertEquals(Kind.LOST, e.kind());
        assertEquals("the receipt is longer than the printer's paper", e.getMessage());
        lines.close(); // returns when the printer's threads have ended, so that what they file is there
        assertTrue(Files.size(last()) <= 64 << 20);
    }

    @Test
    public void aJobThatCannotBeKeptIsNotPrinted() throws IOException {
        Files.write(receipts, new byte[] {1}); // a file where the folder should be
        LineException e = assertThrows(LineException.class, () -> print(new byte[] {1}));
        assertEquals(Kind.LOST, e.kind());
        assertTrue(e.getMessage(), e.getMessage().startsWith("the receipt could not be kept: "));
        assertFalse(e.getMessage(), e.getMessage().contains(home.getRoot().toString()));
        Files.delete(receipts);
        print(new byte[] {2});
        assertEquals(1, kept().size());
    }

    private Line open() throws LineException {
        return lines.open(LineUri.parse("sim:escpos"), LONG);
    }

    private void print(byte[] job) throws LineException {
        Line line = open();
        line.write(ByteBuffer.wrap(job), LONG);
        line.finish(LONG);
    }

    private void sparse(String name, int mebibytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(receipts.resolve(name).toFile(), "rw")) {
            file.setLength((long) mebibytes << 20);
        }
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(receipts)) {
            return files.filter(f -> !name(f).equals("notes.txt")).sorted().toList();
        }
    }

    private Path last() throws IOException {
        return kept().get(kept().size() - 1);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
