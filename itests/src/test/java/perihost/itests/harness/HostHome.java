package perihost.itests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A host's home folder, made for a test. */
public record HostHome(Path path) {
    /** The printer that the default distribution configures. */
    public static final String PRINTER = "escpos_printer_001";

    /** The payment terminal that the default distribution configures. */
    public static final String TERMINAL = "smartro_terminal_001";

    /** A new, empty home. */
    public static HostHome fresh(String name) throws IOException {
        Files.createDirectories(Built.homes());
        return new HostHome(Files.createTempDirectory(Built.homes(), name + "-"));
    }

    /** Writes a configuration file as an editor does: beside, then in its place. */
    public HostHome configure(String file, String... lines) throws IOException {
        Path conf = Files.createDirectories(path.resolve("conf"));
        Path beside = Files.createTempFile(path, "edit", ".tmp");
        Files.write(beside, List.of(lines));
        Files.move(beside, conf.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    /** The default printer, on a tcp line to this port of the loopback address. */
    public HostHome printerOn(int port) throws IOException {
        return printer(PRINTER, "tcp:127.0.0.1:" + port);
    }

    /** A printer of this id on this line. */
    public HostHome printer(String id, String line) throws IOException {
        return configure("perihost.printer.escpos-" + id + ".cfg", "name = Printer " + id, "line = " + line);
    }

    /** The default payment terminal on this line, with these settings beside. */
    public HostHome terminalOn(String line, String... settings) throws IOException {
        return terminal(TERMINAL, line, settings);
    }

    /** A payment terminal of this id on this line, with these settings beside. */
    public HostHome terminal(String id, String line, String... settings) throws IOException {
        Stream<String> all = Stream.concat(Stream.of("name = Terminal " + id, "line = " + line), Stream.of(settings));
        return configure("perihost.payment.smartro-" + id + ".cfg", all.toArray(String[]::new));
    }

    /** Deletes a configuration file. */
    public void unconfigure(String file) throws IOException {
        Files.delete(path.resolve("conf").resolve(file));
    }

    /** All that the log files hold. */
    public String log() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(path.resolve("log"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) all.append(Files.readString(file));
        }
        return all.toString();
    }

    /** Deletes the home. */
    public void delete() throws IOException {
        if (Files.notExists(path)) return;
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).forEach(HostHome::remove);
        }
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
