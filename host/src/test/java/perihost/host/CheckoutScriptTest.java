package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The checkout's script with tools that only note that they were called. */
public class CheckoutScriptTest {
    private static final String NOTE = "#!/bin/sh\necho \"${0##*/} $*\" >>\"$CALLS\"\n";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path checkout;
    private Path tools;
    private Path calls;

    private record Ran(int code, String output) {}

    @Before
    public void checkOut() throws Exception {
        Path root = folder.getRoot().toPath().toRealPath();
        checkout = root.resolve("itests/src/target"); // names that mean something to the build
        tools = root.resolve("tools");
        calls = root.resolve("calls");
        executable(checkout.resolve("perihost"), Files.readString(Path.of("../perihost")));
        write(checkout.resolve("pom.xml"), "  <version>1</version>\n");
        write(checkout.resolve("host/pom.xml"), "");
        write(checkout.resolve("host/src/main/java/A.java"), "");
        write(checkout.resolve("host/src/main/java/target/B.java"), "");
        write(checkout.resolve("distribution/src/main/dist/conf/a.cfg"), "");
        write(checkout.resolve("itests/src/T.java"), "");
        executable(checkout.resolve("distribution/target/perihost-1/bin/perihost"), "#!/bin/sh\necho runs\n");
        executable(tools.resolve("mvn"), maven("3.8.7"));
        executable(tools.resolve("javac"), "#!/bin/sh\necho javac 17.0.1\n");
        executable(tools.resolve("id"), "#!/bin/sh\necho 0\n");
        executable(tools.resolve("apt-get"), NOTE);
        executable(tools.resolve("apt-cache"), NOTE);
        age(checkout);
    }

    @Test
    public void buildsOnceThenRunsWhatIsThere() throws Exception {
        assertEquals(new Ran(0, "runs\n"), run("run"));
        assertEquals(1, calls());
        run("run");
        assertEquals(1, calls());
        Files.writeString(checkout.resolve("itests/src/T.java"), "new");
        run("run");
        assertEquals("tests are not part of it", 1, calls());
    }

    @Test
    public void buildsAgainWhenAnythingOfTheDistributionChanges() throws Exception {
        run("run");
        int built = 1;
        for (String changed : List.of(
                "pom.xml",
                "host/pom.xml",
                "host/src/main/java/A.java",
                "host/src/main/java/target/B.java",
                "distribution/src/main/dist/conf/a.cfg")) {
            Files.setLastModifiedTime(
                    checkout.resolve(changed), FileTime.from(Instant.now().plusSeconds(60)));
            run("run");
            assertEquals(changed, ++built, calls());
            age(checkout.resolve(changed));
        }
        Files.delete(checkout.resolve("host/src/main/java/A.java"));
        run("run");
        assertEquals("deleted", ++built, calls());
    }

    @Test
    public void looksAtFreshListsAndRefusesAnOldJdk() throws Exception {
        executable(tools.resolve("javac"), "#!/bin/sh\necho javac 11.0.2\n");
        Ran ran = run("build");
        assertEquals(1, ran.code());
        assertTrue(ran.output(), ran.output().endsWith("needs a JDK 17 or newer; javac is javac 11.0.2\n"));
        List<String> lines = Files.readAllLines(calls);
        assertEquals(List.of("apt-get -qq update", "apt-cache show openjdk-17-jdk-headless"), lines.subList(0, 2));
        assertEquals(3, lines.size());
        assertTrue(lines.get(2), lines.get(2).endsWith(" openjdk-17-jdk-headless"));
    }

    @Test
    public void refusesAnOldMavenInOneLine() throws Exception {
        executable(tools.resolve("mvn"), maven("3.6.3"));
        String line = "perihost: needs Maven 3.8 or newer; mvn is 3.6.3: put a newer one on the PATH\n";
        assertEquals(new Ran(1, line), run("build"));
        executable(tools.resolve("mvn"), maven("4.0.0-rc-4"));
        assertEquals(0, run("build").code());
    }

    private static String maven(String version) {
        return "#!/bin/sh\ncase $* in *-version) echo 'Apache Maven " + version + " (x)' && exit ;; esac\n"
                + NOTE.substring(NOTE.indexOf('\n') + 1);
    }

    private int calls() throws IOException {
        return Files.readAllLines(calls).size();
    }

    private Ran run(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(checkout + "/perihost", command).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", tools + ":/usr/bin:/bin");
        builder.environment().put("CALLS", calls.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Ran(process.exitValue(), output);
    }

    private static void age(Path place) throws IOException {
        try (var files = Files.walk(place)) {
            for (Path file : files.toList()) Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        }
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
