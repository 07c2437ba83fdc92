package perihost.itests.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the build made and told by system properties: see this module's pom.xml. */
public final class Built {
    /** The modules that are bundles of ours. */
    public static final List<String> BUNDLES = List.of(
            "api-bundle",
            "core-bundle",
            "http-ws-bundle",
            "line-bundle",
            "simulator-bundle",
            "printer-escpos-bundle",
            "payment-smartro-bundle",
            "camera-bundle");

    private Built() {}

    /** The project's root folder. */
    public static Path root() {
        return Path.of(property("perihost.root")).toAbsolutePath().normalize();
    }

    /** The unpacked distribution. */
    public static Path distribution() {
        return Path.of(property("perihost.distribution")).toAbsolutePath().normalize();
    }

    /** Where homes may be made; inside target. */
    public static Path homes() {
        return Path.of(property("perihost.homes")).toAbsolutePath().normalize();
    }

    /** The jar that a module built. */
    public static Path jar(String module) {
        return root().resolve(module).resolve("target").resolve(module + "-" + property("perihost.version") + ".jar");
    }

    /** The jars of ours that are built; a module that another issue fills has none yet. */
    public static List<Path> jars() {
        return BUNDLES.stream().map(Built::jar).filter(Files::exists).toList();
    }

    private static String property(String key) {
        String value = System.getProperty(key);
        if (value == null) throw new IllegalStateException(key + " is not set: run by Maven");
        return value;
    }
}
