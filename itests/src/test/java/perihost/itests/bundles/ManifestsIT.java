package perihost.itests.bundles;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Constants;
import perihost.itests.harness.Built;

/** Only {@code .api.} packages are exported, and by one bundle alone: a driver can be swapped without a refresh. */
public class ManifestsIT {
    private static final String API = "perihost.api";

    @Test
    public void exportsFromTheApiAlone() throws Exception {
        int exporters = 0;
        for (Path file : ours()) {
            try (JarFile jar = new JarFile(file.toFile())) {
                String name = jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
                String exports = jar.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
                if (exports == null) continue;
                exporters++;
                assertEquals(file + " exports " + exports, API, name);
                for (String clause : exports.split(",(?=perihost)")) assertTrue(clause, clause.startsWith(API + "."));
            }
        }
        assertEquals(1, exporters);
    }

    /** A codec that two bundles use is copied into both, whole: no bundle has a piece of another's package. */
    @Test
    public void keepsEachPackageInOneBundleOrTheSameInEach() throws Exception {
        Map<String, Map<String, Long>> seen = new HashMap<>();
        for (Path file : ours()) {
            packages(file).forEach((name, classes) -> {
                Map<String, Long> before = seen.putIfAbsent(name, classes);
                if (before != null) assertEquals(file + " has another " + name, before, classes);
            });
        }
        assertFalse(seen.isEmpty());
    }

    /** The checksum of each class, by package. */
    private static Map<String, Map<String, Long>> packages(Path file) throws IOException {
        Map<String, Map<String, Long>> packages = new HashMap<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (!entry.getName().endsWith(".class")) continue;
                String name = entry.getName().substring(0, entry.getName().lastIndexOf('/'));
                packages.computeIfAbsent(name, n -> new HashMap<>()).put(entry.getName(), entry.getCrc());
            }
        }
        return packages;
    }

    @Test
    public void importsTheApiInAllButTheApi() throws Exception {
        for (Path file : ours()) {
            try (JarFile jar = new JarFile(file.toFile())) {
                String name = jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
                assertTrue(file.toString(), name.startsWith("perihost."));
                String imports = jar.getManifest().getMainAttributes().getValue(Constants.IMPORT_PACKAGE);
                if (!name.equals(API)) assertTrue(file + " imports " + imports, imports.contains(API + "."));
            }
        }
    }

    /** Our jars, as the distribution ships them. */
    private static List<Path> ours() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : new String[] {"bundles", "drivers"}) {
            try (Stream<Path> files = Files.list(Built.distribution().resolve(folder))) {
                files.filter(f -> f.toString().endsWith(".jar")).forEach(found::add);
            }
        }
        assertTrue(found.toString(), found.size() >= 6);
        return found;
    }
}
