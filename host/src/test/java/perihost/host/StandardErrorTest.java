package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;

public class StandardErrorTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final byte[] LINE = ("x".repeat(1023) + "\n").getBytes(StandardCharsets.US_ASCII);

    /** Takes nothing until somebody reads. */
    private static final class Pipe extends OutputStream {
        private final CountDownLatch reader = new CountDownLatch(1);
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                reader.await();
                taken.write(bytes, from, length);
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }
    }

    @Test
    public void dropsAndCountsWhatIsNotRead() throws Exception {
        Pipe pipe = new Pipe();
        StandardError error = StandardError.on(pipe);
        for (int i = 0; i < 1000; i++) error.write(LINE, 0, LINE.length);
        assertFalse(error.drain(Duration.ofMillis(20)));
        pipe.reader.countDown();
        assertTrue(error.drain(LONG));
        String text = pipe.taken.toString(StandardCharsets.US_ASCII);
        long lines = text.lines().filter(line -> line.startsWith("x")).count();
        assertTrue(lines + " lines", lines >= 256 && lines < 1000);
        String note =
                text.lines().filter(line -> !line.startsWith("x")).findFirst().orElse("");
        assertEquals(1000 - lines + " messages dropped here: standard error was not read", note);
    }

    @Test
    public void writesAllThatIsRead() throws Exception {
        Pipe pipe = new Pipe();
        pipe.reader.countDown();
        StandardError error = StandardError.on(pipe);
        for (int i = 0; i < 1000; i++) {
            error.write(LINE, 0, LINE.length);
            assertTrue(error.drain(LONG));
        }
        assertEquals(1000 * LINE.length, pipe.taken.size());
    }
}
