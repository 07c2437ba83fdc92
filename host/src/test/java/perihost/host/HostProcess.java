package perihost.host;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** A process of its own that runs the host on a given installation, with a duty that ends it in a way of interest. */
final class HostProcess {
    static final int RECORDS = 20_000; // 2 MB: far more than a pipe and our memory take

    private HostProcess() {}

    /** What the process wrote to standard output, and its exit code. Its standard error is never read. */
    record Ended(int code, String output) {}

    static Ended run(String end, Path installation, Path home) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("java.home") + "/bin/java", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(HostProcess.class.getName(), end, installation.toString(), home.toString()));
        Process process = new ProcessBuilder(command).start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) throw new AssertionError("the host has not ended: " + end);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    public static void main(String[] args) {
        PrintStream out = System.out;
        RunCommand.Duty duty = switch (args[0]) {
            case "error" ->
                (uri, container) -> {
                    throw new NoClassDefFoundError("on purpose");
                };
            case "chatter" -> (uri, container) -> chatter(out);
            case "lose logs" ->
                (uri, container) -> container.context().addBundleListener((SynchronousBundleListener)
                        event -> lastWords(event.getType()));
            default -> throw new IllegalArgumentException(args[0]);
        };
        Installation installation = new Installation(Path.of(args[1]), "1");
        System.exit(Main.outcome(() -> {
            Settings settings = Settings.of(Map.of("PERIHOST_HOME", args[2]));
            return new RunCommand(settings, installation).run(duty);
        }));
    }

    private static void lastWords(int event) {
        if (event != BundleEvent.STOPPING) return;
        LogManager.getLogManager().reset(); // as java.util.logging itself does once a process ends
        Logs.log().info("last words");
    }

    private static void chatter(PrintStream out) {
        for (int i = 0; i < RECORDS; i++) Logs.log().info("record " + i + " " + "x".repeat(60));
        System.out.println("printed by a bundle");
        out.println("served");
    }
}
