package perihost.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import perihost.bench.load.WrongAnswer;
import perihost.bench.measure.Pace;
import perihost.bench.measure.Results;
import perihost.bench.measure.Table;
import perihost.bench.measure.Trial;
import perihost.bench.measure.Trials;
import perihost.bench.server.BareSubject;
import perihost.bench.server.Folders;
import perihost.bench.server.HostSubject;

/**
 * {@code Main <benchmarks folder> <unpacked distribution or "self"> [quick] [record] [names]}. Exits 0 when all was
 * measured, whatever the figures are; 1 when an answer was wrong, an event lost or a server down; 2 on bad arguments.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        Path module = Path.of(args[0]).toAbsolutePath();
        List<String> words = new ArrayList<>(Arrays.asList(args).subList(2, args.length));
        boolean quick = words.remove("quick");
        boolean record = words.remove("record");
        List<String> unknown =
                words.stream().filter(word -> !Trials.isName(word)).toList();
        if (!unknown.isEmpty()) {
            System.err.println("not a measurement: " + String.join(", ", unknown));
            System.exit(2);
        }
        Folders folders = new Folders(module.resolve("target/runs"));
        Trial.Pair pair = args[1].equals("self") ? self(folders) : against(Path.of(args[1]), folders);
        String machine = Machine.describe();
        Results results = new Results();
        List<String> failures = measure(pair, quick ? Pace.QUICK : Pace.FULL, words, results, folders.make("own"));
        String report = machine + "\n\n" + Table.of(results);
        System.out.println(report);
        if (record && failures.isEmpty()) new Page(module.resolve("README.md")).replace(report);
        failures.forEach(System.err::println);
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private static Trial.Pair self(Folders folders) {
        return new Trial.Pair(BareSubject.alone("bare-as-host", folders), BareSubject.alone("bare", folders));
    }

    private static Trial.Pair against(Path distribution, Folders folders) throws IOException, InterruptedException {
        HostSubject host = new HostSubject(distribution, folders);
        return new Trial.Pair(host, host.peer("bare"));
    }

    private static List<String> measure(Trial.Pair pair, Pace pace, List<String> words, Results results, Path folder)
            throws InterruptedException {
        List<String> failures = new ArrayList<>();
        for (Trial trial : Trials.all(folder)) {
            if (!words.isEmpty() && !Trials.isAskedFor(trial, words)) continue;
            String name = trial.getClass().getSimpleName();
            long begun = System.nanoTime();
            System.err.println(name);
            try {
                trial.run(pair, pace, results);
            } catch (WrongAnswer | IOException failed) {
                failures.add(name + " failed: " + failed);
                System.err.println(failed);
            }
            System.err.printf(Locale.ROOT, "%s took %.0f s%n", name, (System.nanoTime() - begun) / 1e9);
        }
        return failures;
    }
}
