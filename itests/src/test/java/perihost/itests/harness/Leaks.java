package perihost.itests.harness;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for what no answer may show (A3, A13): stack traces, class names, file paths, products and versions. */
public final class Leaks {
    private static final List<Pattern> FORBIDDEN = List.of(
            Pattern.compile("\\bat [\\w.$/@]+\\("),
            Pattern.compile("\\w\\.java\\b"),
            Pattern.compile("Caused by"),
            Pattern.compile("\\w(Exception|Error)\\b(?![\\\\\"])"),
            Pattern.compile("\\b(java|javax|jdk|sun|perihost|org|com)(\\.[a-z0-9_]+)+\\.[A-Z]\\w*"),
            Pattern.compile("/(home|root|dev|tmp|usr|var|opt|etc|proc|srv|mnt)/"),
            Pattern.compile(Pattern.quote(System.getProperty("user.dir"))),
            Pattern.compile("[A-Z]:\\\\\\\\?\\w"),
            Pattern.compile("(?i)\\b(jetty|felix|jackson|jdk|openjdk)\\b"));

    private Leaks() {}

    /**
     * Checks one answer.
     *
     * @param answer body or header block as it came
     * @throws AssertionError naming what leaked
     */
    public static String check(String answer) {
        for (Pattern p : FORBIDDEN) {
            Matcher m = p.matcher(answer);
            if (m.find()) throw new AssertionError("an answer leaks '" + m.group() + "': " + answer);
        }
        return answer;
    }
}
