package perihost.itests.docs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** The pages can be read on their own: no link leads nowhere, and no rule is cited that the protocol page has not. */
public class PagesTest {
    private static final Path ROOT =
            Path.of(System.getProperty("perihost.root")).toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern RULE = Pattern.compile("^\\| ([A-J][0-9]+a?) \\|");
    private static final Pattern CITED = Pattern.compile("\\(((?:[A-J][0-9]{1,2}a?(?:, | and )?)+)\\)");

    @Test
    public void linkOnlyToWhatIsThere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                boolean outside = link.group(1).contains("://");
                if (!outside && !Files.exists(page.resolveSibling(link.group(1))))
                    dead.add(ROOT.relativize(page) + ": " + link.group(1));
            }
        }
        assertEquals(List.of(), dead);
    }

    @Test
    public void haveEveryRuleThatTheCodeCites() throws IOException {
        TreeSet<String> rules = new TreeSet<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/protocol.md"))) {
            Matcher rule = RULE.matcher(line);
            if (rule.find()) assertTrue("twice: " + rule.group(1), rules.add(rule.group(1)));
        }
        assertTrue("the page has lost its rules: " + rules, rules.size() >= 60);
        TreeSet<String> missing = new TreeSet<>();
        for (Path source : files(".java")) {
            Matcher cited = CITED.matcher(Files.readString(source));
            while (cited.find())
                for (String rule : cited.group(1).split(", | and "))
                    if (!rules.contains(rule)) missing.add(rule + " in " + ROOT.relativize(source));
        }
        assertEquals(new TreeSet<String>(), missing);
    }

    private static List<Path> pages() throws IOException {
        return files(".md");
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git)/.*"))
                    .toList();
        }
    }
}
