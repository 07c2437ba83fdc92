package perihost.host;

import java.util.ArrayList;
import java.util.List;

/** Text measured in terminal columns: Hangul, kana and ideographs take two. Control characters show as {@code ?}. */
final class Columns {
    private Columns() {}

    static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    private static int of(int c) {
        boolean wide = c >= 0x1100 && c <= 0x115F
                || c >= 0x2E80 && c <= 0xA4CF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0xFFE0 && c <= 0xFFE6;
        return wide ? 2 : 1;
    }

    /** The text, or as much of it as leaves room for {@code ...}. */
    static String cut(String text, int columns) {
        String clean = printable(text);
        if (of(clean) <= columns) return clean;
        return start(clean, Math.max(0, columns - 3)) + "...".substring(0, Math.min(3, columns));
    }

    static String pad(String text, int columns) {
        String cut = cut(text, columns);
        return cut + " ".repeat(columns - of(cut));
    }

    /** Lines of at most {@code columns}, each behind the indent; a word too long for a line is broken. */
    static List<String> wrap(String text, String indent, int columns) {
        int room = columns - indent.length();
        List<String> lines = new ArrayList<>();
        String rest = printable(text).strip();
        while (of(rest) > room) {
            String head = start(rest, room);
            int space = head.lastIndexOf(' ');
            int end = rest.charAt(head.length()) == ' ' || space <= 0 ? head.length() : space;
            lines.add(indent + rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) lines.add(indent + rest);
        return lines;
    }

    private static String start(String text, int columns) {
        int used = 0;
        int end = 0;
        while (end < text.length() && used + of(text.codePointAt(end)) <= columns) {
            used += of(text.codePointAt(end));
            end = text.offsetByCodePoints(end, 1);
        }
        return text.substring(0, end);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
