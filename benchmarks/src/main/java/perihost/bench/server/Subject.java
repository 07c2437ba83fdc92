package perihost.bench.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Something that can be started and asked. */
public interface Subject {
    /** The printer that is there by default. */
    String FIRST_PRINTER = "escpos_printer_001";

    /**
     * How to start it.
     *
     * @param printers how many more printers than the default one it is to drive
     * @param archive  whether it may use a class archive made beforehand, if it has such a thing
     * @param scripted further devices, of drivers that the measurement brings along; the host has no archive then
     * @param http     lines of the host's HTTP configuration
     */
    record Setup(int printers, boolean archive, List<Scripted> scripted, List<String> http) {
        public static final Setup SHIPPED = new Setup(0, true);

        public Setup {
            scripted = List.copyOf(scripted);
            http = List.copyOf(http);
        }

        public Setup(int printers, boolean archive) {
            this(printers, archive, List.of(), List.of());
        }

        /** All devices by id, in order. */
        public List<String> devices() {
            List<String> devices = new ArrayList<>(goodPrinters());
            scripted.forEach(device -> devices.add(device.id()));
            return Collections.unmodifiableList(devices);
        }

        /** The printers that do their work, by id. */
        List<String> goodPrinters() {
            List<String> devices = new ArrayList<>(benchPrinters());
            devices.add(FIRST_PRINTER);
            return Collections.unmodifiableList(devices);
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

    /** Starts one; several may run at a time. Does not wait until it answers. */
    Running start(Setup setup) throws IOException;
}
