package perihost.bench.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Something that can be started and asked. */
public interface Subject {
    /** The printer that is there by default. */
    String FIRST_PRINTER = "escpos_printer_001";

    /** The payment terminal that is there by default. */
    String FIRST_TERMINAL = "smartro_terminal_001";

    /**
     * How to start it.
     *
     * @param printers how many more printers than the default ones it is to drive
     * @param archive  whether it may use a class archive made beforehand, if it has such a thing
     * @param scripted further devices, of drivers that the measurement brings along; the host has no archive then
     * @param conf     the host's further configuration: what is in which file
     */
    record Setup(int printers, boolean archive, List<Scripted> scripted, Map<String, String> conf) {
        public static final Setup SHIPPED = new Setup(0, true);

        public Setup {
            scripted = List.copyOf(scripted);
            conf = Map.copyOf(conf);
        }

        public Setup(int printers, boolean archive) {
            this(printers, archive, List.of(), Map.of());
        }

        /** The default terminal is on this line. */
        public static Setup withTerminal(String line) {
            String file = "perihost.payment.smartro-" + FIRST_TERMINAL + ".cfg";
            return new Setup(0, true, List.of(), Map.of(file, "line = " + line + "\n"));
        }

        /** All devices by id. */
        Set<String> devices(Shipped shipped) {
            Set<String> devices = new LinkedHashSet<>(benchPrinters());
            devices.addAll(shipped.all());
            devices.addAll(Shipped.of(conf.keySet()).all());
            scripted.forEach(device -> devices.add(device.id()));
            return devices;
        }

        public List<String> benchPrinters() {
            List<String> devices = new ArrayList<>();
            for (int i = 1; i <= printers; i++) devices.add(String.format("bench_%02d", i));
            return Collections.unmodifiableList(devices);
        }
    }

    /**
     * A device of a driver that the measurement brings along.
     *
     * @param kind as that driver knows it
     */
    record Scripted(String kind, String id) {
        public static Scripted camera(String id) {
            return new Scripted("camera", id);
        }

        @Override
        public String toString() {
            return kind + ":" + id;
        }
    }

    String name();

    /** Whether it is what is shipped; the peer has no drivers, and no bound to its clients. */
    boolean isHost();

    /** Whether it drives a payment terminal that is told its line. */
    boolean hasTerminal();

    /** Starts one; several may run at a time. Does not wait until it answers. */
    Running start(Setup setup) throws IOException;
}
