package perihost.itests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page whose info string says that it is to be executed.
 *
 * @param line where it begins, from 1
 * @param kind {@code json request}, {@code http request}, {@code json response} or {@code json event}
 * @param more what the info string says beside: an HTTP status, a protocol version; may be empty
 * @param text what stands in it
 */
record Example(int line, String kind, String more, String text) {
    private static final Pattern FENCE = Pattern.compile("```(\\w+ (?:request|response|event))(?: (\\S+))?");
    private static final Set<String> KINDS = Set.of("json request", "http request", "json response", "json event");

    /** All of a page, in order. */
    static List<Example> of(Path page) throws IOException {
        List<Example> found = new ArrayList<>();
        List<String> lines = Files.readAllLines(page);
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) continue;
            int end = i + lines.subList(i, lines.size()).indexOf("```");
            String more = fence.group(2) == null ? "" : fence.group(2);
            found.add(new Example(i + 1, known(fence.group(1)), more, String.join("\n", lines.subList(i + 1, end))));
            i = end;
        }
        return found;
    }

    private static String known(String kind) {
        if (!KINDS.contains(kind)) throw new AssertionError("no example is a " + kind);
        return kind;
    }
}
