package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.Test;

public class LineFormatTest {
    private static final Instant TIME = Instant.parse("2026-11-21T07:00:00.023Z");

    @Test
    public void writesOneLine() {
        assertEquals("2026-11-21T07:00:00.023Z INFO  perihost.core.X - text\n", format(Level.INFO, "text", null));
        assertEquals("2026-11-21T07:00:00.023Z WARN  perihost.core.X - 영수증\n", format(Level.WARNING, "영수증", null));
        assertEquals("2026-11-21T07:00:00.023Z DEBUG perihost.core.X - text\n", format(Level.FINE, "text", null));
        assertEquals("2026-11-21T07:00:00.023Z TRACE perihost.core.X - text\n", format(Level.FINEST, "text", null));
    }

    @Test
    public void letsNoTextForgeARecord() {
        assertEquals(
                "2026-11-21T07:00:00.023Z INFO  perihost.core.X - a\\r\\nb?c\n",
                format(Level.INFO, "a\r\nb\u001bc", null));
    }

    @Test
    public void showsAStackBelowAnErrorOnly() {
        Exception thrown = new Exception("no\npaper");
        String error = format(Level.SEVERE, "text", thrown);
        assertTrue(error, error.contains("Z ERROR perihost.core.X - text\njava.lang.Exception: no\npaper\n"));
        assertTrue(error, error.contains("\tat " + LineFormatTest.class.getName()));
        assertEquals(
                "2026-11-21T07:00:00.023Z WARN  perihost.core.X - text: java.lang.Exception: no\\npaper\n",
                format(Level.WARNING, "text", thrown));
    }

    private static String format(Level level, String text, Throwable thrown) {
        LogRecord entry = new LogRecord(level, text);
        entry.setLoggerName("perihost.core.X");
        entry.setInstant(TIME);
        entry.setThrown(thrown);
        return new LineFormat().format(entry);
    }
}
