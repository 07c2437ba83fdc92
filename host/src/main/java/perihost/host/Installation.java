package perihost.host;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The unpacked distribution that this launcher was started from.
 *
 * @param root the folder that holds {@code lib/host.jar}, absolute
 * @param version of the host
 */
record Installation(Path root, String version) {
    /** The one whose {@code lib/host.jar} was given to {@code java -jar}. */
    static Installation here() {
        Path jar =
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().normalize();
        String version = Main.class.getPackage().getImplementationVersion();
        return new Installation(jar.getParent().getParent(), version == null ? "unpacked" : version);
    }

    /** What starts the command line on this machine. */
    Path script() {
        return root.resolve("bin").resolve(File.separatorChar == '/' ? "perihost" : "perihost.cmd");
    }

    /** One line that the build made of the content of {@code lib/} and {@code platform/}. */
    Path fingerprint() {
        return root.resolve("lib").resolve("fingerprint");
    }

    /** The launcher, the framework and what else is on the class path without being a bundle. */
    List<Path> libraries() throws Refusal {
        return jars("lib");
    }

    /** Third-party bundles whose classes the launcher's own class loader has. */
    List<Path> platform() throws Refusal {
        return jars("platform");
    }

    /** Our own bundles, drivers apart. */
    List<Path> bundles() throws Refusal {
        return jars("bundles");
    }

    List<Path> drivers() throws Refusal {
        return jars("drivers");
    }

    private List<Path> jars(String folder) throws Refusal {
        Path place = root.resolve(folder);
        String[] names = place.toFile().list((File in, String name) -> name.endsWith(".jar"));
        if (names == null) throw new Refusal(Exit.FAILURE, "the installation is incomplete: no folder " + place);
        return Stream.of(names).sorted().map(place::resolve).toList();
    }
}
