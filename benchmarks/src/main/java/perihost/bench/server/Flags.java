package perihost.bench.server;

import java.util.List;
import java.util.stream.Stream;

/** The options of a Java virtual machine that two servers must share to be compared. */
final class Flags {
    static final List<String> AGREED = List.of("-XX:+UseSerialGC", "-Xmx64m");

    private static final List<String> NOT_SHARED = List.of(
            "-XX:SharedArchiveFile",
            "-XX:ArchiveClassesAtExit",
            "-XX:+AutoCreateSharedArchive",
            "-XX:AOT",
            "-Xshare",
            "-Xlog",
            "-XX:ErrorFile",
            "-XX:HeapDumpPath");

    private Flags() {}

    /** What of a command line decides speed and memory; class archives and logs left out. */
    static List<String> shared(List<String> commandLine) {
        return commandLine.stream()
                .skip(1)
                .takeWhile(word -> word.startsWith("-"))
                .filter(Flags::isShared)
                .toList();
    }

    private static boolean isShared(String word) {
        return word.startsWith("-X") && NOT_SHARED.stream().noneMatch(word::startsWith);
    }

    /** The agreed ones, and what the caller of the benchmark adds for both. */
    static List<String> agreed() {
        String extra = System.getenv().getOrDefault("BENCHMARK_JAVA_OPTS", "");
        return Stream.concat(AGREED.stream(), Stream.of(extra.split(" ")).filter(word -> !word.isBlank()))
                .toList();
    }
}
