package perihost.devices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;

/** The guest's devices without our host: if this fails, look at the guest before the host. */
final class GuestCheck implements DeviceChecks.Check {
    private static final Duration LIMIT = DeviceChecks.inGuest(Duration.ofSeconds(2));

    @Override
    public boolean needsDistribution() {
        return false;
    }

    @Override
    public void run(Path root, Report report) throws Exception {
        serial(report);
        printer(report);
    }

    private static void serial(Report report) throws IOException, InterruptedException {
        byte[] job = Jobs.bytes(4096, 1);
        for (String plug : new String[] {"plugged in", "plugged in again"}) {
            Gadget.SERIAL.plugIn();
            try (Receiver device = Receiver.ofTerminal(Gadget.SERIAL.deviceSide());
                    Receiver host = Receiver.ofTerminal(Gadget.SERIAL.hostSide())) {
                write(Gadget.SERIAL.hostSide(), job);
                arrives(report, "ttyACM0 to ttyGS0, " + plug, job, device);
                write(Gadget.SERIAL.deviceSide(), job);
                arrives(report, "ttyGS0 to ttyACM0, " + plug, job, host);
                Gadget.SERIAL.pullOut();
                report.that("pulling the cable ends ttyACM0", host.ends(LIMIT), "still open");
                report.that("pulling the cable ends ttyGS0", device.ends(LIMIT), "still open");
            }
        }
    }

    private static void printer(Report report) throws IOException, InterruptedException {
        byte[] job = Jobs.bytes(65_536, 2);
        for (String plug : new String[] {"plugged in", "plugged in again"}) {
            Gadget.PRINTER.plugIn();
            try (Receiver device = Receiver.of(Gadget.PRINTER.deviceSide())) {
                write(Gadget.PRINTER.hostSide(), job);
                arrives(report, "lp0 to g_printer0, " + plug, job, device);
            }
            Gadget.PRINTER.pullOut();
            report.that("pulling the cable removes lp0", Gadget.PRINTER.awaitFiles(false), "still there");
        }
    }

    private static void write(Path device, byte[] job) throws IOException {
        Files.write(device, job, StandardOpenOption.WRITE);
    }

    private static void arrives(Report report, String way, byte[] job, Receiver receiver) throws InterruptedException {
        byte[] came = receiver.await(job.length, LIMIT);
        report.that(job.length + " bytes pass from " + way, Arrays.equals(job, came), came.length + " bytes");
    }
}
