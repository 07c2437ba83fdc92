package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.Test;

/** The script for Windows, by the rules of cmd as far as they can be told from its text. */
public class WindowsScriptTest {
    private static final Path BIN = Path.of("../distribution/src/main/dist/bin");
    private static final Pattern ASKS =
            Pattern.compile("(?m)^for /f \"tokens=(\\d+) delims=([^\"]+)\" %%V in \\('(.*)'\\) do set /a FEATURE=%%V$");

    private String script;

    @Before
    public void read() throws Exception {
        script = Files.readString(BIN.resolve("perihost.cmd"), StandardCharsets.US_ASCII);
    }

    @Test
    public void endsEachLineAsWindowsDoes() {
        assertEquals(script.lines().count(), script.split("\r\n", -1).length - 1);
    }

    @Test
    public void takesTheVersionFromWhatJavaSays() {
        assertEquals(" 17", version("    java.specification.version = 17"));
        assertEquals(" 1", version("    java.specification.version = 1.8"));
    }

    @Test
    public void asksTheJavaAtAnyPath() {
        String command = asks().group(3)
                .replace("%JAVA%", "C:\\Program Files (x86)\\a & b\\java.exe")
                .replace("%SystemRoot%", "C:\\Windows");
        String passed = firstReading(command);
        assertTrue(passed, passed.startsWith("\"") && passed.endsWith("\""));
        assertEquals(
                "\"C:\\Program Files (x86)\\a & b\\java.exe\" -XshowSettings:properties -version 2>&1"
                        + " | \"C:\\Windows\\System32\\findstr.exe\" /c:\"java.specification.version =\"",
                passed.substring(1, passed.length() - 1));
    }

    @Test
    public void hasEachLabelItGoesToOnce() {
        Set<String> targets = found("goto (\\w+)");
        assertEquals(targets, found("(?m)^:(\\w+)$"));
        for (String label : targets) assertEquals(label, 2, script.split("(?m)^:" + label + "$", -1).length);
    }

    @Test
    public void startsTheSameHostAsTheShellScript() throws Exception {
        String shell = Files.readString(BIN.resolve("perihost"));
        Pattern options = Pattern.compile("-(?:X[\\w:+=*,]*|D[\\w.]+|-sun[\\w-]+)");
        Set<String> expected = new TreeSet<>();
        options.matcher(shell).results().map(MatchResult::group).forEach(expected::add);
        Set<String> actual = new TreeSet<>();
        options.matcher(script).results().map(MatchResult::group).forEach(actual::add);
        actual.remove("-XshowSettings:properties");
        assertEquals(expected, actual);
    }

    @Test
    public void startsTheSameSimulatorAsTheShellScript() throws Exception {
        Pattern type = Pattern.compile("perihost\\.simulator\\.[\\w.]+");
        Set<String> expected = new TreeSet<>();
        type.matcher(Files.readString(BIN.resolve("perihost")))
                .results()
                .map(MatchResult::group)
                .forEach(expected::add);
        assertEquals(Set.of("perihost.simulator.alone.Simulate"), expected);
        assertEquals(expected, found("(perihost\\.simulator\\.[\\w.]+)"));
    }

    /** What is left once cmd has read the text a first time: carets gone, and every sign it would act on escaped. */
    private static String firstReading(String text) {
        StringBuilder read = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '^' && !quoted) c = text.charAt(++i);
            else if (c == '"') quoted = !quoted;
            else if (!quoted) assertTrue("cmd acts on " + c + " at " + i, "|&<>()=,;".indexOf(c) < 0);
            read.append(c);
        }
        return read.toString();
    }

    private String version(String line) {
        Matcher asks = asks();
        StringTokenizer tokens = new StringTokenizer(line, asks.group(2));
        for (int i = 1; i < Integer.parseInt(asks.group(1)); i++) tokens.nextToken();
        return tokens.nextToken();
    }

    private Matcher asks() {
        Matcher asks = ASKS.matcher(script);
        assertTrue(asks.find());
        return asks;
    }

    private Set<String> found(String pattern) {
        Set<String> found = new TreeSet<>();
        Pattern.compile(pattern).matcher(script).results().map(r -> r.group(1)).forEach(found::add);
        return found;
    }
}
