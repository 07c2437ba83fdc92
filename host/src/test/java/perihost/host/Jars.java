package perihost.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** An installation made of bundles that each are one activator. */
final class Jars {
    private Jars() {}

    static void folders(Path root) throws IOException {
        for (String name : new String[] {"platform", "bundles", "drivers"}) Files.createDirectory(root.resolve(name));
    }

    static void bundle(Path root, String place, Class<?> activator) throws IOException {
        Path jar = root.resolve(place).resolve(activator.getSimpleName() + ".jar");
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", activator.getSimpleName());
        headers.putValue("Bundle-Version", place.equals("drivers") ? "2" : "1");
        headers.putValue("Bundle-Activator", activator.getName());
        headers.putValue("Import-Package", "org.osgi.framework");
        String entry = activator.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream in = activator.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new ZipEntry(entry));
            in.transferTo(out);
        }
    }
}
