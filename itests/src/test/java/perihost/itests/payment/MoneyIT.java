package perihost.itests.payment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.Test;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RunningHost;
import perihost.itests.harness.RunningTerminal;

/**
 * kill -9 at random moments, on a line on which everything goes wrong: each payment is charged at most once, ends once,
 * and is told as the terminal's ledger has it. {@code -Dmoney.seed} replays, {@code -Dmoney.kills} makes it longer.
 */
public class MoneyIT {
    private static final int KILLS = Integer.getInteger("money.kills", 20);
    private static final double RATE = 0.08;
    private static final int ONE_IN_START = 6;
    private static final int LONGEST_STARTING_MS = 1_200;
    private static final int LONGEST_SERVING_MS = 1_500;
    private static final int MOST_BYTES = 3_000;
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(4);

    private final long seed = Long.getLong("money.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Witness witness = new Witness();

    @Test
    public void chargesEachPaymentAtMostOnceAndTellsItAsItEnded() throws Exception {
        System.out.println("MoneyIT: -Dmoney.seed=" + seed + " -Dmoney.kills=" + KILLS);
        HostHome home = HostHome.fresh("money");
        HostHome other = HostHome.fresh("terminal");
        Path ledger = other.path().resolve("ledger");
        try (RunningTerminal terminal = terminal(other, ledger);
                FaultyLine line = FaultyLine.to(terminal.port(), random.nextLong(), RATE)) {
            home.configure("perihost.log.cfg", "perihost.payment = TRACE", "perihost.line = TRACE");
            home.terminalOn(
                    "tcp:127.0.0.1:" + line.port(),
                    "ack.timeout = 400",
                    "answer.timeout = 600",
                    "byte.timeout = 50",
                    "check.interval = 1",
                    "card.timeout = 2",
                    "card.event.timeout = 2",
                    "settle.listen = 0");
            List<Payment> payments = takePayments(home, line);
            new Verdict(seed, payments, witness, Books.read(ledger)).check();
            System.out.println("MoneyIT: " + line);
        }
        Verdict.checkTraces(home);
        home.delete();
        other.delete();
    }

    private static RunningTerminal terminal(HostHome home, Path ledger) throws Exception {
        return RunningTerminal.start(
                home,
                "--listen",
                "0",
                "--memory",
                home.path().resolve("memory").toString(),
                "--ledger",
                ledger.toString(),
                "--card-after",
                "100",
                "--approve-after",
                "60",
                "--speed",
                "10");
    }

    private List<Payment> takePayments(HostHome home, FaultyLine line) throws Exception {
        int port = RunningHost.freePort();
        Kiosk kiosk = new Kiosk(port, witness, random.nextLong());
        takeFirst(home, port, kiosk);
        line.rage();
        for (int kill = 0; kill < KILLS; kill++) {
            killOnce(home, port, line);
            kiosk.check();
        }
        line.calm();
        try (RunningHost host = RunningHost.launch(home, port).awaitReady()) {
            witness.connect(host);
            List<Payment> payments = kiosk.finish();
            host.client().awaitState(HostHome.TERMINAL, "2");
            checkAnswers(host, payments);
            assertEquals(0, host.stop());
            witness.disconnected();
            return payments;
        }
    }

    private void takeFirst(HostHome home, int port, Kiosk kiosk) throws Exception {
        try (RunningHost host = RunningHost.launch(home, port).awaitReady()) {
            witness.connect(host);
            host.client().awaitState(HostHome.TERMINAL, "2");
            kiosk.open();
            host.kill();
            witness.disconnected();
        }
    }

    private void killOnce(HostHome home, int port, FaultyLine line) throws Exception {
        try (RunningHost host = RunningHost.launch(home, port)) {
            if (random.nextInt(ONE_IN_START) == 0) {
                pause(random.nextInt(LONGEST_STARTING_MS));
                host.kill();
                return;
            }
            host.awaitReady();
            witness.connect(host);
            if (random.nextInt(3) == 0) pause(random.nextInt(LONGEST_SERVING_MS));
            else line.awaitBytes(random.nextInt(MOST_BYTES), LONGEST_ROUND);
            host.kill();
            witness.disconnected();
        }
    }

    /** Asked for again, it is answered as before. */
    private void checkAnswers(RunningHost host, List<Payment> payments) throws Exception {
        assertTrue("too few payments to show anything: " + payments.size(), payments.size() > KILLS / 2);
        for (Payment payment : payments)
            if (payment.answer().isPresent())
                assertEquals(
                        "seed " + seed,
                        payment.answer().get(),
                        host.client().post(payment.body()).text());
    }

    /** The random moment is the point of this test, so there is nothing to wait for. */
    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
