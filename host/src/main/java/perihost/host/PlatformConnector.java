package perihost.host;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;

/** Connects the locations {@code connect:<file name>} to the jars of {@code platform/}. */
final class PlatformConnector implements ModuleConnector {
    private static final String SCHEME = "connect:";

    private final Path folder;

    PlatformConnector(Path folder) {
        this.folder = folder;
    }

    static String location(Path jar) {
        return SCHEME + jar.getFileName();
    }

    @Override
    public void initialize(File storage, Map<String, String> configuration) {
        // nothing to prepare
    }

    @Override
    public Optional<ConnectModule> connect(String location) {
        if (!location.startsWith(SCHEME)) return Optional.empty();
        return Optional.of(new JarContent(
                folder.resolve(location.substring(SCHEME.length())).toFile()));
    }

    @Override
    public Optional<BundleActivator> newBundleActivator() {
        return Optional.empty();
    }
}
