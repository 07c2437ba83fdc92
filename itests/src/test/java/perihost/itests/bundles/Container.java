package perihost.itests.bundles;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.mavenBundle;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ops4j.pax.exam.Option;
import perihost.itests.harness.Built;
import perihost.itests.harness.HostHome;

/** A real Felix with our real bundles, but for HTTP: commands are given to the service that HTTP gives them to. */
final class Container {
    private Container() {}

    /** All that a test class needs, with one printer on its simulator. */
    static Option[] options(String name) throws IOException {
        HostHome home = HostHome.fresh(name).printer(HostHome.PRINTER, "sim:escpos");
        for (String folder : new String[] {"journal", "receipts"})
            Files.createDirectories(home.path().resolve(folder));
        return new Option[] {framework(home.path()), platform(), ours(), junitBundles()};
    }

    private static Option framework(Path home) {
        return composite(
                cleanCaches(),
                frameworkProperty("perihost.home").value(home.toString()),
                frameworkProperty("perihost.dist")
                        .value(home.resolve("no-distribution").toString()),
                frameworkProperty("perihost.version").value("test"),
                systemPackages(
                        "org.slf4j;version=2.0.17",
                        "org.slf4j.event;version=2.0.17",
                        "org.slf4j.helpers;version=2.0.17",
                        "org.slf4j.spi;version=2.0.17"));
    }

    private static Option platform() {
        return composite(
                felix("scr"),
                felix("configadmin"),
                felix("metatype"),
                osgi("org.osgi.service.component"),
                osgi("org.osgi.util.function"),
                osgi("org.osgi.util.promise"),
                mavenBundle("com.fazecast", "jSerialComm").versionAsInProject());
    }

    private static Option ours() {
        return composite(
                ours("api-bundle"),
                ours("line-bundle"),
                ours("simulator-bundle"),
                ours("core-bundle"),
                ours("printer-escpos-bundle"));
    }

    private static Option felix(String name) {
        return mavenBundle("org.apache.felix", "org.apache.felix." + name).versionAsInProject();
    }

    private static Option osgi(String name) {
        return mavenBundle("org.osgi", name).versionAsInProject();
    }

    private static Option ours(String module) {
        return bundle(Built.jar(module).toUri().toString());
    }
}
