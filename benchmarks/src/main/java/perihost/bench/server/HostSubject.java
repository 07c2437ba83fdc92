package perihost.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The built distribution, each time on a home of its own. */
public final class HostSubject implements Subject {
    private final Path distribution;
    private final Shipped shipped;
    private final Folders folders;
    private List<Path> archive = List.of(); // guarded by this
    private Optional<Path> withDrivers = Optional.empty(); // guarded by this

    /** @param distribution the unpacked folder */
    public HostSubject(Path distribution, Folders folders) throws IOException {
        this.distribution = distribution;
        this.shipped = Shipped.in(distribution.resolve("conf"));
        this.folders = folders;
    }

    @Override
    public String name() {
        return "host";
    }

    @Override
    public boolean isHost() {
        return true;
    }

    @Override
    public boolean hasTerminal() {
        return !shipped.terminals().isEmpty();
    }

    /** Starts it once to see on which Java and with which options it runs; a peer for it gets the same. */
    public BareSubject peer(String name) throws IOException, InterruptedException {
        try (Running running = start(new Setup(0, false))) {
            running.awaitReady();
            Proc proc = running.proc();
            return new BareSubject(name, proc.executable(), Flags.shared(proc.commandLine()), shipped, folders);
        }
    }

    @Override
    public Running start(Setup setup) throws IOException {
        Path home = home(setup);
        boolean scripted = !setup.scripted().isEmpty();
        if (setup.archive() && !scripted) {
            Path cache = Files.createDirectories(home.resolve("cache"));
            for (Path file : archive()) Files.copy(file, cache.resolve(file.getFileName()));
        }
        int port = Folders.freePort();
        ProcessBuilder command = command(scripted ? withDrivers() : distribution, home, port, "run");
        if (scripted) command.environment().merge("JAVA_OPTS", devices(setup), (all, more) -> all + " " + more);
        return new Running(command, port, setup.devices(shipped), home.resolve("benchmark.log"));
    }

    private Path home(Setup setup) throws IOException {
        Path home = folders.make("home");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        Path conf = Files.createDirectories(home.resolve("conf"));
        for (String device : setup.benchPrinters()) {
            Files.writeString(conf.resolve("perihost.printer.escpos-" + device + ".cfg"), "line = sim:escpos\n");
        }
        for (Map.Entry<String, String> file : setup.conf().entrySet()) {
            Files.writeString(conf.resolve(file.getKey()), file.getValue());
        }
        return home;
    }

    /** The class archive and its note, made once: it is as good for another home. */
    private synchronized List<Path> archive() throws IOException {
        if (archive.isEmpty()) {
            Path home = home(new Setup(0, true));
            Path log = home.resolve("benchmark.log");
            ProcessBuilder prepare = command(distribution, home, 0, "prepare")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            int exit = prepare.start().onExit().join().exitValue();
            if (exit != 0) throw new IOException("prepare exited with " + exit + ": " + Files.readString(log));
            archive = List.of(home.resolve("cache/classes.jsa"), home.resolve("cache/classes.jsa.for"));
        }
        return archive;
    }

    private static String devices(Setup setup) {
        return "-Dperihost.bench.devices="
                + setup.scripted().stream().map(Scripted::toString).collect(Collectors.joining(","));
    }

    /** A copy of the distribution with the drivers of this module, made once. */
    private synchronized Path withDrivers() throws IOException {
        if (withDrivers.isEmpty()) {
            Path copy = folders.make("distribution");
            Folders.copy(distribution, copy);
            Path jar = Path.of(System.getProperty("perihost.bench.jar")).resolveSibling("benchmarks-drivers.jar");
            Files.copy(jar, copy.resolve("drivers").resolve(jar.getFileName()));
            withDrivers = Optional.of(copy);
        }
        return withDrivers.get();
    }

    private static ProcessBuilder command(Path distribution, Path home, int port, String verb) {
        ProcessBuilder command =
                new ProcessBuilder(List.of(distribution.resolve("bin/perihost").toString(), verb));
        command.environment().put("PERIHOST_HOME", home.toString());
        command.environment().put("PERIHOST_PORT", Integer.toString(port));
        command.environment().put("JAVA_OPTS", String.join(" ", Flags.agreed()));
        return command;
    }
}
