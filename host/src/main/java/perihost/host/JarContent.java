package perihost.host;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;

/** A jar on the launcher's class path, seen as a bundle: its entries from the file, its classes from the launcher. */
final class JarContent implements ConnectModule, ConnectContent {
    private final File file;
    private volatile Optional<JarFile> jar = Optional.empty();

    JarContent(File file) {
        this.file = file;
    }

    @Override
    public ConnectContent getContent() {
        return this;
    }

    @Override
    public void open() throws IOException {
        jar = Optional.of(new JarFile(file, false));
    }

    @Override
    public void close() throws IOException {
        Optional<JarFile> open = jar;
        jar = Optional.empty();
        if (open.isPresent()) open.get().close();
    }

    @Override
    public Optional<Map<String, String>> getHeaders() {
        return Optional.empty(); // the framework reads the manifest entry
    }

    @Override
    public Iterable<String> getEntries() {
        return jar.map(j -> j.stream().map(ZipEntry::getName).toList()).orElse(List.of());
    }

    @Override
    public Optional<ConnectEntry> getEntry(String path) {
        return jar.flatMap(j -> Optional.ofNullable(j.getEntry(path)).map(entry -> new Entry(j, entry)));
    }

    @Override
    public Optional<ClassLoader> getClassLoader() {
        return Optional.of(JarContent.class.getClassLoader());
    }

    private record Entry(JarFile jar, ZipEntry entry) implements ConnectEntry {
        @Override
        public String getName() {
            return entry.getName();
        }

        @Override
        public long getContentLength() {
            return entry.getSize();
        }

        @Override
        public long getLastModified() {
            return entry.getTime();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return jar.getInputStream(entry);
        }
    }
}
