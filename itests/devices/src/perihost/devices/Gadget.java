package perihost.devices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A USB device made of software, and its cable.
 *
 * @param name its folder in configfs, made by {@code guest/checks}
 * @param controller where the cable ends
 * @param hostSide the device file a driver opens; there while the cable is plugged in
 * @param deviceSide the device file at which what the driver writes comes out
 */
record Gadget(String name, String controller, Path hostSide, Path deviceSide) {
    static final Gadget SERIAL =
            new Gadget("serial", "dummy_udc.0", Path.of("/dev/ttyACM0"), Path.of("/dev/ttyGS0"));
    static final Gadget PRINTER =
            new Gadget("printer", "dummy_udc.1", Path.of("/dev/usb/lp0"), Path.of("/dev/g_printer0"));

    /** Plugs the cable in and waits until the kernel has made both device files. */
    void plugIn() throws IOException, InterruptedException {
        if (!awaitFiles(false)) throw new IOException(hostSide + " is there although nothing is plugged in");
        cable(controller);
        if (!awaitFiles(true)) throw new IOException(hostSide + " or " + deviceSide + " did not appear");
    }

    /** Pulls the cable out; the kernel tells all who have the device open, and then removes its file. */
    void pullOut() throws IOException {
        cable("");
    }

    /** Waits for the host's device file, and if it is to be there the device's; whether it came so in time. */
    boolean awaitFiles(boolean there) throws InterruptedException {
        Duration limit = DeviceChecks.inGuest(Duration.ofSeconds(5));
        for (long end = System.nanoTime() + limit.toNanos(); System.nanoTime() < end; Thread.sleep(10))
            if (there ? Files.exists(hostSide) && Files.exists(deviceSide) : Files.notExists(hostSide)) return true;
        return false;
    }

    private void cable(String end) throws IOException {
        Path udc = Path.of("/sys/kernel/config/usb_gadget", name, "UDC");
        if (!end.equals(Files.readString(udc).strip()))
            Files.writeString(udc, end + "\n", StandardOpenOption.WRITE);
    }
}
