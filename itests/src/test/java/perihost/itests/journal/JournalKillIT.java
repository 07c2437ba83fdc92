package perihost.itests.journal;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.Test;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.PrinterPeer;
import perihost.itests.harness.RunningHost;
import perihost.itests.journal.Kiosk.Printed;

/** kill -9 at random moments, under load and while starting: nothing is printed twice, nothing forgotten. */
public class JournalKillIT {
    private static final int ROUNDS = 50;
    private static final int KIOSKS = 3;
    private static final int ID_LENGTH = 36;
    private static final int EVERY_SO_MANY_IN_START = 5;
    private static final int LONGEST_SERVING_MS = 500;
    private static final int LONGEST_STARTING_MS = 1200;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Outcomes outcomes = new Outcomes();

    @Test
    public void printsEachJobAtMostOnceAndTellsOfEachOnce() throws Exception {
        System.out.println("JournalKillIT: seed " + seed);
        HostHome home = HostHome.fresh("kill");
        int port = RunningHost.freePort();
        try (PrinterPeer printer = PrinterPeer.taking()) {
            home.printerOn(printer.port());
            List<Kiosk> kiosks = new ArrayList<>();
            for (int i = 0; i < KIOSKS; i++) kiosks.add(new Kiosk(port, random.nextLong()));
            for (int round = 0; round < ROUNDS; round++) killOnce(home, port, round);
            try (RunningHost host = RunningHost.launch(home, port).awaitReady()) {
                outcomes.connect(host);
                List<Printed> printed = new ArrayList<>();
                for (Kiosk kiosk : kiosks) printed.addAll(kiosk.finish());
                check(host, printer, printed);
                assertEquals(0, host.stop());
            }
        }
        home.delete();
    }

    private void killOnce(HostHome home, int port, int round) throws Exception {
        try (RunningHost host = RunningHost.launch(home, port)) {
            if (round % EVERY_SO_MANY_IN_START == 0) {
                pause(LONGEST_STARTING_MS);
                host.kill();
                return;
            }
            host.awaitReady();
            outcomes.connect(host);
            pause(LONGEST_SERVING_MS);
            host.kill();
            outcomes.disconnected();
        }
    }

    private void check(RunningHost host, PrinterPeer printer, List<Printed> printed) throws Exception {
        System.out.println("JournalKillIT: " + printed.size() + " jobs accepted");
        assertTrue("too few jobs to show anything: " + printed.size(), printed.size() > ROUNDS);
        host.client().awaitState(HostHome.PRINTER, "2");
        for (Printed job : printed)
            assertEquals(
                    "seed " + seed, job.answer(), host.client().post(job.body()).text());
        List<String> untold =
                outcomes.awaitAll(printed.stream().map(Printed::id).toList());
        outcomes.close();
        Map<String, List<byte[]>> papers = papers(printer);
        for (Printed job : printed) checkJob(job, papers.getOrDefault(job.id(), List.of()));
        assertEquals("seed " + seed + ": jobs that were never told to have ended", List.of(), untold);
    }

    private void checkJob(Printed job, List<byte[]> papers) {
        String name = "seed " + seed + ", job " + job.id();
        assertTrue(name + " was printed " + papers.size() + " times", papers.size() <= 1);
        List<String> told = outcomes.of(job.id());
        assertTrue(name + " was told to have ended " + told, told.size() <= 1);
        if (told.contains("true")) assertArrayEquals(name, job.data(), papers.get(0));
    }

    /** What came out of the printer, by job. */
    private static Map<String, List<byte[]>> papers(PrinterPeer printer) {
        Map<String, List<byte[]>> papers = new HashMap<>();
        for (byte[] paper : printer.received()) {
            String id = new String(paper, 0, Math.min(ID_LENGTH, paper.length), StandardCharsets.US_ASCII);
            papers.computeIfAbsent(id, k -> new ArrayList<>()).add(paper);
        }
        return papers;
    }

    /** The random moment is the point of this test, so there is nothing to wait for. */
    private void pause(int mostMillis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(mostMillis)));
    }
}
