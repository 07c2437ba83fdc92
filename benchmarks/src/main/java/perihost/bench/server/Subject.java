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
     */
    record Setup(int printers, boolean archive) {
        public static final Setup SHIPPED = new Setup(0, true);

        /** All devices by id, in order. */
        public List<String> devices() {
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

    String name();

    /** Starts one; several may run at a time. Does not wait until it answers. */
    Running start(Setup setup) throws IOException;
}
