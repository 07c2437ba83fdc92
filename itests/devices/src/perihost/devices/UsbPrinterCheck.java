package perihost.devices;

import java.nio.file.Path;
import java.time.Duration;

/** A USB printer prints exactly a job's bytes; pulled out in the middle of one, it fails that job and comes back. */
final class UsbPrinterCheck implements DeviceChecks.Check {
    private static final int TAKEN = 65_536; // of the large job, before the printer takes no more
    private static final Duration LIMIT = DeviceChecks.inGuest(Duration.ofSeconds(5));

    @Override
    public void run(Path root, Report report) throws Exception {
        Gadget.PRINTER.plugIn();
        try (Host host = Host.start(root, "file:" + Gadget.PRINTER.hostSide(), report)) {
            String state = host.awaitState(Host.READY, LIMIT);
            report.that("the printer turns READY", Host.READY.contains(state), state);
            Printing printing = new Printing(host, report);
            print(printing, "job before");
            unplugWithinJob(printing, report);
            state = host.awaitState(Host.GONE, LIMIT);
            report.that("unplugging is noticed", Host.GONE.contains(state), state);
            Gadget.PRINTER.plugIn();
            state = host.awaitState(Host.READY, LIMIT);
            report.that("READY after plugging in again", Host.READY.contains(state), state);
            print(printing, "job after");
            printing.endedOnceEach();
        } finally {
            Gadget.PRINTER.pullOut();
        }
    }

    private static void print(Printing printing, String jobId) throws Exception {
        try (Receiver device = Receiver.of(Gadget.PRINTER.deviceSide())) {
            printing.succeeds(jobId, Jobs.bytes(100_000, jobId.hashCode()), device);
        }
    }

    private static void unplugWithinJob(Printing printing, Report report) throws Exception {
        try (Receiver device = Receiver.ofFirst(TAKEN, Gadget.PRINTER.deviceSide())) {
            printing.starts("cut job", Jobs.bytes(1_000_000, 4));
            int came = device.await(TAKEN, LIMIT).length;
            report.that("the printer has begun to print", came == TAKEN, came + " bytes");
        }
        Gadget.PRINTER.pullOut();
        printing.fails("cut job");
    }
}
