package perihost.devices;

import java.nio.file.Path;
import java.time.Duration;

/** A USB serial adapter is pulled out and plugged in again, three times: the host recovers, neither spins nor leaks. */
final class SerialUnplugCheck implements DeviceChecks.Check {
    private static final Duration UNPLUG = DeviceChecks.inGuest(Duration.ofSeconds(2)); // D7
    private static final Duration UNPLUGGED = Duration.ofSeconds(5);
    private static final int ROUNDS = 3;

    @Override
    public void run(Path root, Report report) throws Exception {
        Gadget.SERIAL.plugIn();
        try (Host host = Host.start(root, SerialPrintCheck.LINE, report)) {
            host.awaitState(Host.READY, SerialPrintCheck.REPLUG);
            Printing printing = new Printing(host, report);
            print(printing, "job before");
            int open = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                unplug(host, printing, report, round);
                replug(host, report, round);
                print(printing, "job " + round);
                if (round == 1) open = host.openFiles(); // by now every class and file that a round needs is loaded
            }
            int after = host.openFiles();
            report.that("no file is left open by a round", after - open < ROUNDS - 1, open + " files, later " + after);
            printing.endedOnceEach();
        } finally {
            Gadget.SERIAL.pullOut();
        }
    }

    private static void print(Printing printing, String jobId) throws Exception {
        try (Receiver device = Receiver.ofTerminal(Gadget.SERIAL.deviceSide())) {
            printing.succeeds(jobId, Jobs.bytes(5000, jobId.hashCode()), device);
        }
    }

    private static void unplug(Host host, Printing printing, Report report, int round) throws Exception {
        long start = System.nanoTime();
        Gadget.SERIAL.pullOut();
        String state = host.awaitState(Host.GONE, UNPLUG);
        report.that("round " + round + ": unplugging is noticed", Host.GONE.contains(state), state);
        report.measured("ms until noticed", (System.nanoTime() - start) / 1_000_000);
        printing.isRefused("job unplugged " + round);
        Duration before = host.processorTime();
        Thread.sleep(UNPLUGGED.toMillis()); // the time over which its work is measured, nothing is awaited
        Duration used = host.processorTime().minus(before);
        report.that("round " + round + ": it does not spin", used.compareTo(UNPLUGGED.dividedBy(2)) < 0, used);
        report.measured("processor time used while unplugged for " + UNPLUGGED, used);
    }

    private static void replug(Host host, Report report, int round) throws Exception {
        long start = System.nanoTime();
        Gadget.SERIAL.plugIn();
        String state = host.awaitState(Host.READY, SerialPrintCheck.REPLUG);
        report.that("round " + round + ": READY after plugging in again", Host.READY.contains(state), state);
        report.measured("ms until READY", (System.nanoTime() - start) / 1_000_000);
    }
}
