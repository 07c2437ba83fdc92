package perihost.simulator.terminal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;
import perihost.api.line.LineException;

/** A terminal with which everything goes wrong: it is one that can be repeated, and its books are right. */
public class FaultyTerminalTest {
    private static final int PAYMENTS = 25;
    private static final int SEEDS = 40;
    private static final double RATE = 0.3;

    private final Bench bench = new Bench();
    private final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final RuleChain rules =
            RuleChain.outerRule(Timeout.seconds(120)).around(folder).around(bench);

    @Test
    public void behavesTheSameForTheSameSeed() throws Exception {
        assertEquals(conversation(7, Ledger.none()), conversation(7, Ledger.none()));
        assertNotEquals(conversation(7, Ledger.none()), conversation(8, Ledger.none()));
    }

    @Test
    public void booksWhatItTellsOfAndEachApprovalOnce() throws Exception {
        int told = 0;
        int booked = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Path ledger = folder.getRoot().toPath().resolve("ledger" + seed);
            Set<String> heard = new HashSet<>(conversation(seed, Ledger.in(ledger)));
            heard.removeIf(each -> !each.startsWith("approved "));
            Set<String> books = new HashSet<>();
            for (String line : Files.readAllLines(ledger))
                assertTrue(line, books.add("approved " + line.split(" ")[1]));
            assertTrue("seed " + seed + ": " + heard + " of " + books, books.containsAll(heard));
            told += heard.size();
            booked += books.size();
        }
        assertTrue("some were booked and never told: " + told + " of " + booked, told > 0 && told < booked);
    }

    /** Payment after payment by a host that acknowledges every sound answer; what it heard. */
    private List<String> conversation(long seed, Ledger ledger) throws Exception {
        Temper faulty = Temper.USUAL.with(Faults.by(seed, RATE, Times.USUAL));
        bench.place(faulty.with(Temper.Late.ANY).with(Temper.Busy.ANY), Memory.volatileOne(), ledger);
        bench.agenda().rewind();
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < PAYMENTS; i++) {
            try {
                bench.say(Wire.approve(1_000 + 100 * i));
                for (int tenth = 0; tenth < 150; tenth++) listen(heard);
                bench.ask('E');
                listen(heard);
            } catch (LineException e) {
                heard.add("lost");
                bench.openAgain();
            }
        }
        return heard;
    }

    private void listen(List<String> heard) throws Exception {
        bench.pass(100);
        for (Wire.Heard each : bench.frames()) {
            heard.add(each.toString());
            if (each.toString().matches("b:[1-9].*")) heard.add("approved " + each.field(50, 12));
            if (each.toString().matches("[a-z]:.*")) bench.ack();
        }
    }
}
