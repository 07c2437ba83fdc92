package perihost.host;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** One line a record, {@code 2026-11-21T07:00:00.123Z INFO  perihost.core.X - text}; a stack only below an ERROR. */
final class LineFormat extends Formatter {
    @Override
    public String format(LogRecord record) {
        StringBuilder line = new StringBuilder(160);
        time(line, record.getMillis());
        line.append(' ')
                .append(name(record.getLevel()))
                .append(' ')
                .append(record.getLoggerName())
                .append(" - ");
        oneLine(line, formatMessage(record));
        Throwable thrown = record.getThrown();
        if (thrown == null) return line.append('\n').toString();
        boolean error = record.getLevel().intValue() >= Level.SEVERE.intValue();
        if (error) return line.append('\n').append(stack(thrown)).toString();
        oneLine(line.append(": "), thrown.toString());
        return line.append('\n').toString();
    }

    /** By hand: a DateTimeFormatter costs a start several milliseconds of class loading. */
    private static void time(StringBuilder line, long millis) {
        LocalDateTime t = LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000L), 0, ZoneOffset.UTC);
        line.append(t.toLocalDate()).append('T');
        digits(line, t.getHour(), 2).append(':');
        digits(line, t.getMinute(), 2).append(':');
        digits(line, t.getSecond(), 2).append('.');
        digits(line, (int) Math.floorMod(millis, 1000L), 3).append('Z');
    }

    private static StringBuilder digits(StringBuilder line, int value, int width) {
        String text = Integer.toString(value);
        for (int i = text.length(); i < width; i++) line.append('0');
        return line.append(text);
    }

    private static String name(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) return "ERROR";
        if (value >= Level.WARNING.intValue()) return "WARN ";
        if (value >= Level.INFO.intValue()) return "INFO ";
        return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    /** A device's text must not forge a record of its own. */
    private static void oneLine(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') line.append("\\n");
            else if (c == '\r') line.append("\\r");
            else line.append(Character.isISOControl(c) && c != '\t' ? '?' : c);
        }
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
