package perihost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page that holds the last figures, between two marks. */
record Page(Path file) {
    private static final String BEGIN = "<!-- figures: begin -->\n";
    private static final String END = "<!-- figures: end -->";

    void replace(String figures) throws IOException {
        String text = Files.readString(file);
        int from = text.indexOf(BEGIN);
        int to = text.indexOf(END);
        if (from < 0 || to < from) throw new IOException(file + " lacks the marks for the figures");
        Files.writeString(file, text.substring(0, from + BEGIN.length()) + figures + text.substring(to));
    }
}
