package perihost.devices;

import java.nio.file.Path;
import java.time.Duration;

/** A printer on a USB serial adapter prints exactly a job's bytes. */
final class SerialPrintCheck implements DeviceChecks.Check {
    static final String LINE = "serial:" + Gadget.SERIAL.hostSide() + "?baud=115200";
    static final Duration REPLUG = DeviceChecks.inGuest(Duration.ofSeconds(5)); // D7

    @Override
    public void run(Path root, Report report) throws Exception {
        Gadget.SERIAL.plugIn();
        try (Receiver device = Receiver.ofTerminal(Gadget.SERIAL.deviceSide());
                Host host = Host.start(root, LINE, report)) {
            String state = host.awaitState(Host.READY, REPLUG);
            report.that("the printer turns READY", Host.READY.contains(state), state);
            Printing printing = new Printing(host, report);
            printing.succeeds("serial job", Jobs.bytes(20_000, 3), device);
            printing.endedOnceEach();
        } finally {
            Gadget.SERIAL.pullOut();
        }
    }
}
