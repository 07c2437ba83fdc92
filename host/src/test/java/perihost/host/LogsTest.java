package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LogsTest {
    private static final int BYTES = 4000;
    private static final int LONGEST = 200;
    private static final int FILES = 5;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void boundsTheFilesInNumberAndSizeAndKeepsTheLatest() throws Exception {
        Path place = folder.getRoot().toPath();
        FileHandler files = Logs.files(place, BYTES, FILES);
        for (int i = 0; i < 1000; i++) {
            LogRecord entry = new LogRecord(Level.INFO, "record " + i + " " + "x".repeat(60));
            entry.setLoggerName("perihost.a");
            files.publish(entry);
        }
        files.close();
        File[] found = place.toFile().listFiles();
        assertEquals(FILES, found.length);
        for (File file : found) assertTrue(file + ": " + file.length(), file.length() <= BYTES + LONGEST);
        assertTrue(Files.readString(place.resolve("perihost.0.log")).contains("record 999 "));
    }
}
