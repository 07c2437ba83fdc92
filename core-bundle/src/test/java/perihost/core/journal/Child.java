package perihost.core.journal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;
import org.slf4j.jul.JDK14LoggerAdapter;

/** A small JVM of its own that runs a program of these tests, and that can be killed. */
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private Child(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Runs {@code program} behind {@code prefix}, a command that may limit it; what it logs goes to {@code errors}. */
    static Child run(List<String> prefix, Class<?> program, Path errors, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
        command.addAll(List.of("-cp", classPath(program), program.getName()));
        command.addAll(List.of(arguments));
        var toErrors = ProcessBuilder.Redirect.appendTo(errors.toFile());
        return new Child(new ProcessBuilder(command).redirectError(toErrors).start());
    }

    /** What the programs need and no more, so that they start quickly. */
    private static String classPath(Class<?> program) {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> needed : List.of(program, Journal.class, LoggerFactory.class, JDK14LoggerAdapter.class)) {
            places.add(place(needed));
        }
        return String.join(File.pathSeparator, places);
    }

    private static String place(Class<?> needed) {
        try { // by the URI: a folder's name may have blanks in it
            return Path.of(needed.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next line that it prints, perhaps cut short by its end; empty after that. */
    String line() throws IOException {
        String line = lines.readLine();
        return line == null ? "" : line;
    }

    void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Ends it like {@code kill -9}. */
    void kill() {
        process.toHandle().destroyForcibly(); // the process itself would close its output
    }

    /** Kills it if need be, and returns when it is gone. */
    @Override
    public void close() {
        kill();
        process.onExit().join();
    }
}
