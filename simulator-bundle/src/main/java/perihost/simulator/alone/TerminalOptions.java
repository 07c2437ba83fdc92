package perihost.simulator.alone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import perihost.simulator.terminal.Faults;
import perihost.simulator.terminal.Ledger;
import perihost.simulator.terminal.Memory;
import perihost.simulator.terminal.Temper;
import perihost.simulator.terminal.Times;

/**
 * What {@code simulate terminal} was told.
 *
 * @param line   the line to open, or else
 * @param port   the port to listen on
 * @param temper what kind of terminal it is
 * @param notes  for people, about what is not in the arguments
 */
record TerminalOptions(
        Optional<String> line, OptionalInt port, Memory memory, Ledger ledger, Temper temper, List<String> notes) {
    private static final Set<String> NAMED = Set.of(
            "--line",
            "--listen",
            "--memory",
            "--ledger",
            "--card-after",
            "--approve-after",
            "--check-after",
            "--speed",
            "--clock",
            "--late",
            "--busy",
            "--faults");
    private static final Set<String> SWITCHES = Set.of("--forgetful");
    private static final Pattern FAULTS = Pattern.compile("(-?[0-9]{1,18})(?::(0(?:\\.[0-9]{1,9})?|1(?:\\.0)?))?");
    private static final double USUAL_RATE = 0.1;
    private static final int MOST_MILLIS = 600_000;
    private static final int DAY = 24 * 60;

    static TerminalOptions parse(List<String> args) throws Refused {
        Options options = new Options(args, NAMED, SWITCHES);
        Optional<String> line = options.text("--line");
        OptionalInt port = options.number("--listen", 0, 65_535);
        if (line.isPresent() == port.isPresent())
            throw new Refused("simulate terminal needs --line <uri> or --listen <port>, one of them");
        Optional<Path> memory = file(options, "--memory");
        Optional<Path> ledger = file(options, "--ledger");
        Temper temper = temper(options);
        return new TerminalOptions(
                line,
                port,
                memory.map(Memory::in).orElseGet(Memory::volatileOne),
                ledger.map(Ledger::in).orElseGet(Ledger::none),
                temper,
                options.text("--faults").map(f -> "faults by seed " + f).stream()
                        .toList());
    }

    private static Optional<Path> file(Options options, String name) throws Refused {
        try {
            return options.text(name).map(Path::of);
        } catch (InvalidPathException e) {
            throw new Refused(name + ": " + e.getMessage());
        }
    }

    private static Temper temper(Options options) throws Refused {
        Times times = times(options);
        Temper temper = Temper.USUAL.with(times).with(faults(options, times));
        if (isByHand(options)) temper = temper.byHand();
        if (options.has("--forgetful")) temper = temper.forgetting();
        temper = temper.ahead(
                Duration.ofMinutes(options.number("--clock", -DAY, DAY).orElse(0)));
        temper = temper.with(options.word("--late", Temper.Late.values()).orElse(temper.late()));
        return temper.with(options.word("--busy", Temper.Busy.values()).orElse(temper.busy()));
    }

    private static boolean isByHand(Options options) {
        return options.text("--card-after").equals(Optional.of("never"));
    }

    private static Times times(Options options) throws Refused {
        Times times = Times.USUAL.faster(options.number("--speed", 1, 1000).orElse(1));
        if (!isByHand(options)) times = times.withCard(millis(options, "--card-after", times.card()));
        times = times.withApproval(millis(options, "--approve-after", times.approval()));
        return times.withCheck(millis(options, "--check-after", times.check()));
    }

    private static Duration millis(Options options, String name, Duration usual) throws Refused {
        OptionalInt millis = options.number(name, 0, MOST_MILLIS);
        return millis.isPresent() ? Duration.ofMillis(millis.getAsInt()) : usual;
    }

    private static Faults faults(Options options, Times times) throws Refused {
        Optional<String> text = options.text("--faults");
        if (text.isEmpty()) return Faults.NONE;
        Matcher faults = FAULTS.matcher(text.get());
        if (!faults.matches()) throw new Refused("--faults " + text.get() + " is not <seed> or <seed>:<rate 0 to 1>");
        double rate = faults.group(2) == null ? USUAL_RATE : Double.parseDouble(faults.group(2));
        return Faults.by(Long.parseLong(faults.group(1)), rate, times);
    }
}
