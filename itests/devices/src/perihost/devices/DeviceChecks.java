package perihost.devices;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the built host against real kernel devices. Runs inside the QEMU guest, as root; {@code ../run} starts it.
 * Its report is standard output, its exit code 0 if all passed, 1 if not, 2 if it cannot run.
 */
public final class DeviceChecks {
    /** How much slower than on hardware things may be: the guest's processor is emulated. */
    private static final int SLOWNESS = 5;

    private static final Map<String, Check> CHECKS = new LinkedHashMap<>();

    static {
        CHECKS.put("guest", new GuestCheck());
        CHECKS.put("serial-print", new SerialPrintCheck());
        CHECKS.put("serial-unplug", new SerialUnplugCheck());
        CHECKS.put("usb-printer", new UsbPrinterCheck());
    }

    /** One scenario, on its own: it plugs in what it needs and leaves it unplugged. */
    interface Check {
        /** Whether it runs the built distribution. */
        default boolean needsDistribution() {
            return true;
        }

        void run(Path root, Report report) throws Exception;
    }

    private DeviceChecks() {}

    /** How long to wait in the guest for what takes {@code onHardware} at most on a real machine. */
    static Duration inGuest(Duration onHardware) {
        return onHardware.multipliedBy(SLOWNESS);
    }

    /** Arguments: {@code [--verify] ROOT [check...]}; with {@code --verify} it only tells whether it could run. */
    public static void main(String[] args) {
        boolean verify = args[0].equals("--verify");
        List<String> rest = List.of(args).subList(verify ? 1 : 0, args.length);
        Path root = Path.of(rest.get(0));
        List<String> named = rest.subList(1, rest.size());
        List<String> names = named.isEmpty() ? List.copyOf(CHECKS.keySet()) : named;
        String trouble = trouble(root, names);
        if (!trouble.isEmpty()) {
            System.err.println("devices: " + trouble);
            System.exit(2);
        }
        if (!verify) System.exit(run(root, names));
    }

    private static String trouble(Path root, List<String> names) {
        for (String name : names)
            if (!CHECKS.containsKey(name)) return "no check " + name + ", but " + String.join(", ", CHECKS.keySet());
        boolean needed = names.stream().anyMatch(name -> CHECKS.get(name).needsDistribution());
        return needed && Host.distribution(root).isEmpty() ? "no distribution, run: ./perihost build" : "";
    }

    private static int run(Path root, List<String> names) {
        Report report = new Report(System.out);
        for (String name : names) {
            report.begin(name);
            try {
                CHECKS.get(name).run(root, report);
            } catch (Exception | AssertionError e) {
                report.that("runs to its end", false, e);
                e.printStackTrace();
            }
        }
        return report.end() ? 0 : 1;
    }
}
