package perihost.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Configured devices, by id, as their files' names tell. */
record Shipped(List<String> terminals, List<String> printers, List<String> cameras) {
    /** The one printer that every measurement needs. */
    static final Shipped LEAST = new Shipped(List.of(), List.of(Subject.FIRST_PRINTER), List.of());

    static Shipped in(Path conf) throws IOException {
        try (Stream<Path> files = Files.list(conf)) {
            return of(files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    static Shipped of(Collection<String> files) {
        return new Shipped(ids("payment", files), ids("printer", files), ids("camera", files));
    }

    private static List<String> ids(String kind, Collection<String> files) {
        Pattern name = Pattern.compile("perihost\\." + kind + "[a-z.]*-(.+)\\.cfg");
        return files.stream()
                .map(name::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    List<String> all() {
        return Stream.of(terminals, printers, cameras).flatMap(List::stream).toList();
    }
}
