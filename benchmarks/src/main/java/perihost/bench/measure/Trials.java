package perihost.bench.measure;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All trials, and the words by which they are chosen. */
public final class Trials {
    private static final Map<String, List<String>> GROUPS = Map.of(
            "start", List.of("P10", "P11", "P20"),
            "speed", List.of("P1", "P3", "P4"),
            "drivers", List.of("P21"),
            "events", List.of("P7", "P8", "P9"),
            "idle", List.of("P13"),
            "journal", List.of("P14", "P15"),
            "payment", List.of("P16"),
            "codec", List.of("JMH"));

    private Trials() {}

    /** @param folder for files of a measurement's own, on the file system that the homes are on */
    public static List<Trial> all(Path folder) {
        return List.of(
                new Starts(),
                new Speed(),
                new SteadyRate(),
                new RepeatedIds(),
                new EventRate(),
                new Crowd(),
                new Stalled(),
                new BadDriver(),
                new Idle(),
                new Journal(folder),
                new GroupCommit(),
                new Payments(folder),
                new Codec());
    }

    public static boolean isName(String word) {
        return GROUPS.containsKey(word) || word.toUpperCase(Locale.ROOT).matches("P[0-9]+|JMH");
    }

    /** Whether one of {@code words} (goals or groups) asks for the trial. */
    public static boolean isAskedFor(Trial trial, List<String> words) {
        return words.stream()
                .flatMap(word -> GROUPS.getOrDefault(word, List.of(word.toUpperCase(Locale.ROOT))).stream())
                .anyMatch(id ->
                        trial.figures().stream().anyMatch(figure -> figure.id().equals(id)));
    }
}
