package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The distribution's script with a Java that only tells how it was started. */
public class ScriptTest {
    private static final Path SCRIPT = Path.of("../distribution/src/main/dist/bin/perihost");
    private static final String JAVA = """
            #!/bin/sh
            echo "home $PERIHOST_HOME"
            printf '%s\\n' "$@"
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path root;
    private Path dist;
    private Path home;
    private Path archive;

    private record Ran(int code, List<String> lines) {
        boolean has(String start) {
            return lines.stream().anyMatch(line -> line.startsWith(start));
        }
    }

    @Before
    public void install() throws Exception {
        root = folder.getRoot().toPath().toRealPath();
        dist = root.resolve("dist");
        home = root.resolve("home");
        archive = home.resolve("cache/classes.jsa");
        Files.createDirectories(archive.getParent());
        write(dist.resolve("lib/fingerprint"), "new\n");
        executable(dist.resolve("bin/perihost"), Files.readString(SCRIPT));
        executable(root.resolve("java/bin/java"), JAVA);
        write(root.resolve("java/release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"17.0.1\"\n");
    }

    @Test
    public void usesAnArchiveMadeFromTheseJarsAndNotesTheTrial() throws Exception {
        archiveFor("new\nmore\n");
        Ran ran = run("run");
        assertTrue(ran.has("-XX:SharedArchiveFile=" + archive));
        assertTrue(ran.has("-Dperihost.archive.trying=" + archive + ".trying"));
        assertTrue(Files.exists(trying()));
    }

    @Test
    public void usesNoArchiveMadeFromOtherJars() throws Exception {
        archiveFor("old\n");
        assertFalse(run("run").has("-XX:SharedArchiveFile"));
        assertFalse(run("status").has("-XX:SharedArchiveFile"));
        Files.delete(archive.resolveSibling("classes.jsa.for"));
        assertFalse(run("run").has("-XX:SharedArchiveFile"));
        assertFalse(Files.exists(trying()));
    }

    @Test
    public void distrustsAnArchiveWhoseTrialHasNotEnded() throws Exception {
        archiveFor("new\n");
        write(trying(), "");
        Ran ran = run("run");
        assertTrue(ran.has("-Dperihost.archive=distrusted"));
        assertFalse(ran.has("-XX:SharedArchiveFile"));
        assertFalse(ran.has("-Dperihost.archive.trying"));
    }

    @Test
    public void findsItsDistributionHoweverItIsCalled() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createDirectories(root.resolve("links")).resolve("perihost"),
                Path.of("../dist/bin/../bin/./perihost"));
        for (String called : List.of(
                dist + "/bin/perihost", dist + "/bin/./perihost", dist + "/lib/../bin/perihost", link.toString())) {
            assertTrue(called, execute(List.of(called, "run"), Map.of()).has(dist + "/lib/host.jar"));
        }
        assertTrue(execute(List.of("sh", "-c", "cd " + link.getParent() + " && sh perihost run"), Map.of())
                .has(dist + "/lib/host.jar"));
    }

    @Test
    public void splitsOptionsAndLeavesAsterisksAlone() throws Exception {
        Ran ran = execute(List.of(dist + "/bin/perihost", "run"), Map.of("JAVA_OPTS", "-Da=/* -Xmx64m"));
        assertTrue(ran.has("-Da=/*"));
        assertTrue(ran.has("-Xmx64m"));
    }

    @Test
    public void tellsTheHostWhichHomeItUses() throws Exception {
        List<String> command = List.of(dist + "/bin/perihost", "run");
        assertTrue(execute(command, Map.of("PERIHOST_HOME", "", "HOME", "/u")).has("home /u/.perihost"));
        Ran ran = execute(command, Map.of("PERIHOST_HOME", "", "HOME", ""));
        assertEquals(2, ran.code());
        assertEquals(List.of("perihost: no home folder: set PERIHOST_HOME or HOME"), ran.lines());
    }

    @Test
    public void startsASimulatorWithoutAHost() throws Exception {
        archiveFor("new\n");
        Ran ran = execute(
                List.of(dist + "/bin/perihost", "simulate", "terminal", "--listen", "0"), Map.of("JAVA_OPTS", "-Da=1"));
        assertEquals(
                List.of(
                        "-Da=1",
                        "-cp",
                        dist + "/bundles/*:" + dist + "/lib/*:" + dist + "/platform/*",
                        "perihost.simulator.alone.Simulate",
                        "simulate",
                        "terminal",
                        "--listen",
                        "0"),
                ran.lines().subList(ran.lines().indexOf("-Da=1"), ran.lines().size()));
        assertFalse(ran.has("-XX:SharedArchiveFile"));
        assertFalse(Files.exists(trying()));
    }

    @Test
    public void needsJava17() throws Exception {
        write(root.resolve("java/release"), "JAVA_VERSION=\"11.0.2\"\n");
        Ran ran = run("run");
        assertEquals(2, ran.code());
        assertTrue(ran.has("perihost: needs Java 17 or newer;"));
    }

    private Path trying() {
        return archive.resolveSibling("classes.jsa.trying");
    }

    private void archiveFor(String note) throws IOException {
        write(archive, "classes");
        write(archive.resolveSibling("classes.jsa.for"), note);
    }

    private Ran run(String command) throws Exception {
        return execute(List.of(dist + "/bin/perihost", command), Map.of());
    }

    private Ran execute(List<String> command, Map<String, String> variables) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
        builder.environment().putAll(Map.of("JAVA_HOME", root + "/java", "PERIHOST_HOME", home.toString()));
        builder.environment().remove("JAVA_OPTS");
        builder.environment().putAll(variables);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Ran(process.exitValue(), output.lines().toList());
    }

    private static void executable(Path file, String text) throws IOException {
        write(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
