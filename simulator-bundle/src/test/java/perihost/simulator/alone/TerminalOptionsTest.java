package perihost.simulator.alone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.Test;
import perihost.simulator.terminal.Temper;
import perihost.simulator.terminal.Times;

/** What {@code simulate terminal} can be told, and what it refuses. */
public class TerminalOptionsTest {
    @Test
    public void takesEveryOption() throws Refused {
        TerminalOptions told = parse("--listen 0 --memory m --ledger l --card-after 5 --approve-after 6 --check-after 7"
                + " --speed 10 --clock -3 --late wait-first --busy silent --faults 7:0.25 --forgetful");
        assertEquals(OptionalInt.of(0), told.port());
        Temper temper = told.temper();
        assertEquals(Duration.ofMillis(5), temper.times().card());
        assertEquals(Duration.ofMillis(6), temper.times().approval());
        assertEquals(Duration.ofMillis(7), temper.times().check());
        assertEquals(Duration.ofMillis(300), temper.times().ack());
        assertEquals(Duration.ofMinutes(-3), temper.clockOff());
        assertEquals(Temper.Late.WAIT_FIRST, temper.late());
        assertEquals(Temper.Busy.SILENT, temper.busy());
        assertEquals(true, temper.forgetful());
        assertEquals(List.of("faults by seed 7:0.25"), told.notes());
    }

    @Test
    public void isAWellTerminalUnlessToldOtherwise() throws Refused {
        TerminalOptions told = parse("--line serial:/dev/ttyS0");
        assertEquals(Optional.of("serial:/dev/ttyS0"), told.line());
        assertEquals(Temper.USUAL, told.temper());
        assertEquals(Times.USUAL, told.temper().times());
    }

    @Test
    public void leavesCardsToPeople() throws Refused {
        assertEquals(false, parse("--listen 1 --card-after never").temper().customer());
    }

    @Test
    public void saysWhatItRefuses() {
        String both = "simulate terminal needs --line <uri> or --listen <port>, one of them";
        Map.ofEntries(
                        Map.entry("", both),
                        Map.entry("--listen 1 --line serial:/dev/ttyS0", both),
                        Map.entry("--listen 70000", "--listen 70000 is not a number from 0 to 65535"),
                        Map.entry("--listen x", "--listen x is not a number from 0 to 65535"),
                        Map.entry("--listen", "--listen needs a value"),
                        Map.entry("--listen 1 --listen 1", "--listen is given twice"),
                        Map.entry("--listen 1 --dance", "simulate terminal knows no --dance"),
                        Map.entry(
                                "--listen 1 --late x",
                                "--late x is none of silent, nak, answer-first, wait-first, any"),
                        Map.entry("--listen 1 --speed 0", "--speed 0 is not a number from 1 to 1000"),
                        Map.entry("--listen 1 --card-after soon", "--card-after soon is not a number from 0 to 600000"),
                        Map.entry("--listen 1 --memory a\0", "--memory: Nul character not allowed: a\0"),
                        Map.entry("--listen 1 --faults 7:2", "--faults 7:2 is not <seed> or <seed>:<rate 0 to 1>"))
                .forEach((arguments, reason) -> assertEquals(
                        reason,
                        assertThrows(arguments, Refused.class, () -> parse(arguments))
                                .getMessage()));
    }

    @Test
    public void refusesLinesThatItCannotOpen() {
        for (String line : List.of("serial", "sim:smartro", "serial:/dev/ttyS0"))
            assertThrows(line, Refused.class, () -> new LineDoor(line)); // what opens serial lines is not here
    }

    private static TerminalOptions parse(String arguments) throws Refused {
        return TerminalOptions.parse(arguments.isEmpty() ? List.of() : List.of(arguments.split(" ")));
    }
}
