package perihost.itests.payment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.After;
import org.junit.Test;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RunningHost;
import perihost.itests.harness.RunningTerminal;

/**
 * Cancels at random moments around the approval, on terminals that meet one which comes too late each in its own way: never both cancelled and charged. {@code -Dcancel.races} makes it longer, {@code -Dmoney.seed} replays.
 */
public class CancelRaceIT {
    private static final int RACES = Integer.getInteger("cancel.races", 200);
    private static final int MINUTES = 20;

    /** How long cards and approvals take, and what is done with a cancel that is too late. */
    private static final List<List<String>> KINDS = List.of(
            List.of("--card-after", "50", "--approve-after", "10", "--late", "answer-first"),
            List.of("--card-after", "30", "--approve-after", "30", "--late", "answer-first", "--busy", "silent"),
            List.of("--card-after", "50", "--approve-after", "15", "--late", "nak", "--busy", "nak"),
            List.of("--card-after", "50", "--approve-after", "5", "--late", "silent"),
            List.of("--card-after", "50", "--approve-after", "20", "--late", "wait-first"));

    private final long seed = Long.getLong("money.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<RunningTerminal> terminals = new ArrayList<>();
    private final List<Path> ledgers = new ArrayList<>();

    @After
    public void end() {
        terminals.forEach(RunningTerminal::close);
    }

    @Test
    public void neverBothCancelsAndCharges() throws Exception {
        System.out.println("CancelRaceIT: -Dmoney.seed=" + seed + " -Dcancel.races=" + RACES);
        HostHome home = HostHome.fresh("races");
        HostHome others = HostHome.fresh("terminals");
        home.configure("perihost.log.cfg", "perihost.payment = TRACE", "perihost.line = TRACE");
        for (List<String> kind : KINDS) connect(home, others, kind);
        try (RunningHost host = RunningHost.start(home)) {
            Witness witness = new Witness();
            witness.connect(host);
            List<Payment> payments = race(host, witness);
            assertEquals(0, host.stop());
            witness.disconnected();
            Map<String, Integer> counts = new Verdict(seed, payments, witness, books()).check();
            for (String outcome : List.of("payment_cancelled", "payment_complete"))
                assertTrue("a race without winners: " + counts, counts.getOrDefault(outcome, 0) > RACES / 20);
        }
        Verdict.checkTraces(home);
        others.delete();
    }

    private void connect(HostHome home, HostHome others, List<String> kind) throws Exception {
        String id = "terminal_" + ledgers.size();
        Path ledger = others.path().resolve(id + "-ledger");
        ledgers.add(ledger);
        List<String> options = new ArrayList<>(kind);
        options.addAll(List.of("--listen", "0", "--speed", "10", "--ledger", ledger.toString()));
        options.addAll(List.of("--memory", others.path().resolve(id).toString()));
        RunningTerminal terminal = RunningTerminal.start(others, options.toArray(String[]::new));
        terminals.add(terminal);
        home.terminal(id, "tcp:127.0.0.1:" + terminal.port(), "settle.listen = 0", "card.event.timeout = 2");
    }

    private List<Payment> race(RunningHost host, Witness witness) throws Exception {
        ExecutorService racers = Executors.newFixedThreadPool(KINDS.size());
        List<Future<List<Payment>>> races = new ArrayList<>();
        for (int i = 0; i < KINDS.size(); i++) {
            String id = "terminal_" + i;
            host.client().awaitState(id, "2");
            races.add(racers.submit(new Racer(host.client(), witness, id, random.nextLong(), amounts(i))));
        }
        racers.shutdown();
        List<Payment> payments = new ArrayList<>();
        for (Future<List<Payment>> race : races) payments.addAll(race.get(MINUTES, TimeUnit.MINUTES));
        return payments;
    }

    /** Each of its own; the last three digits are left alone, as they are the terminal's scenarios. */
    private static List<Long> amounts(int racer) {
        return LongStream.range(0, RACES / KINDS.size())
                .mapToObj(n -> 1_000 * (1 + n * KINDS.size() + racer))
                .toList();
    }

    private Books books() throws Exception {
        List<Books.Entry> all = new ArrayList<>();
        for (Path ledger : ledgers) all.addAll(Books.read(ledger).entries());
        return new Books(all);
    }
}
