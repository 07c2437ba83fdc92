package perihost.bench.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bare peer, on the Java and with the options of what it is compared with; never with a class archive. */
public final class BareSubject implements Subject {
    private final String name;
    private final Path java;
    private final List<String> flags;
    private final Shipped shipped;
    private final Folders folders;

    BareSubject(String name, Path java, List<String> flags, Shipped shipped, Folders folders) {
        this.name = name;
        this.java = java;
        this.flags = List.copyOf(flags);
        this.shipped = shipped;
        this.folders = folders;
    }

    /** The peer of nothing: this program's own Java, the agreed options. */
    public static BareSubject alone(String name, Folders folders) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new BareSubject(name, java, Flags.agreed(), Shipped.LEAST, folders);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isHost() {
        return false;
    }

    @Override
    public boolean hasTerminal() {
        return false;
    }

    @Override
    public Running start(Setup setup) throws IOException {
        int port = Folders.freePort();
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(), "perihost.bench.bare.Bare"));
        Stream<String> cameras = setup.scripted().stream().map(Scripted::id);
        command.addAll(List.of(
                Integer.toString(port),
                String.join(",", shipped.terminals()),
                joined(setup.benchPrinters().stream(), shipped.printers()),
                joined(cameras, shipped.cameras())));
        return new Running(
                new ProcessBuilder(command),
                port,
                setup.devices(shipped),
                folders.make(name).resolve("log"));
    }

    private static String joined(Stream<String> first, List<String> then) {
        return Stream.concat(first, then.stream()).collect(Collectors.joining(","));
    }

    /** Only the jars that it needs. */
    private static String classPath() throws IOException {
        Path jar = Path.of(System.getProperty("perihost.bench.jar"));
        List<String> paths = new ArrayList<>(List.of(jar.toString()));
        try (DirectoryStream<Path> libraries = Files.newDirectoryStream(jar.resolveSibling("lib"))) {
            for (Path library : libraries) {
                String file = library.getFileName().toString();
                if (Stream.of("jetty-", "jackson-", "slf4j-").anyMatch(file::startsWith)) paths.add(library.toString());
            }
        }
        return String.join(File.pathSeparator, paths);
    }
}
