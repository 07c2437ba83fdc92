package perihost.simulator.alone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import perihost.payment.smartro.protocol.Modules;
import perihost.simulator.terminal.Card;
import perihost.simulator.terminal.VirtualTerminal;

/** What a person or a test does to the terminal by hand: a line each on standard input. */
final class Console {
    private static final List<String> MODULES = List.of("card", "rf", "van", "link");

    private final Map<String, Runnable> commands;
    private final VirtualTerminal terminal;

    Console(VirtualTerminal terminal) {
        this.terminal = terminal;
        commands = Map.of(
                "card in",
                () -> terminal.present(Card.IC),
                "card out",
                terminal::remove,
                "card swipe",
                () -> terminal.present(Card.STRIPE),
                "card tap",
                () -> terminal.present(Card.CONTACTLESS),
                "card code",
                () -> terminal.present(Card.CODE),
                "card bad",
                terminal::presentUnreadable,
                "line cut",
                terminal::cutLine,
                "power cut",
                terminal::cutPower);
    }

    /** Obeys each line until there are no more; complains on standard error. */
    void obey(InputStream lines) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine())
                obey(line.strip()).ifPresent(System.err::println);
        } catch (IOException e) {
            System.err.println("standard input: " + e.getMessage());
        }
    }

    /** Why it does not do it; empty if it did. */
    Optional<String> obey(String line) {
        if (line.isEmpty()) return Optional.empty();
        if (line.matches("status (card|rf|van|link) [ONXF]")) {
            String[] words = line.split(" ");
            terminal.set(changed(terminal.modules(), MODULES.indexOf(words[1]), words[2].charAt(0)));
            return Optional.empty();
        }
        if (!commands.containsKey(line))
            return Optional.of("unknown: " + line + "; known: " + new TreeMap<>(commands).keySet()
                    + ", status card|rf|van|link O|N|X|F");
        commands.get(line).run();
        return Optional.empty();
    }

    private static Modules changed(Modules now, int module, char letter) {
        return new Modules(
                module == 0 ? letter : now.card(),
                module == 1 ? letter : now.rf(),
                module == 2 ? letter : now.van(),
                module == 3 ? letter : now.link());
    }
}
