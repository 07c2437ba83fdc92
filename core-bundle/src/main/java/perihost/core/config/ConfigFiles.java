package perihost.core.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.MetaTypeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.device.Device;
import perihost.api.device.DeviceType;
import perihost.core.device.DeviceRegistry.Configured;
import perihost.core.device.Lines;

/**
 * The {@code .cfg} files of the distribution and of the home, which wins file by file, as configurations. A file that is
 * wrong is one ERROR line, and what it configured stays as it was.
 */
public final class ConfigFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigFiles.class);

    private final ConfigFolders folders;
    private final ConfigurationAdmin admin;
    private final ConfigCheck check;
    private final Consumer<Map<String, Configured>> devices;
    private final LogLevels levels = new LogLevels();
    private final Map<String, ConfigFile> applied = new HashMap<>(); // by file name
    private final Map<String, Wrong> wrong = new TreeMap<>(); // by file name: said already
    private String unreadable = ""; // said already
    private boolean loaded;

    /** Why a file is not used: the line that people are shown, and whether the file is to blame. */
    private record Wrong(String line, boolean itsFault) {}

    /**
     * @param folders later ones win
     * @param devices told which devices are configured, by id, after each change
     */
    public ConfigFiles(
            List<Path> folders,
            BundleContext context,
            ConfigurationAdmin admin,
            MetaTypeService metatype,
            Lines lines,
            Consumer<Map<String, Configured>> devices) {
        this.folders = new ConfigFolders(List.copyOf(folders));
        this.admin = admin;
        this.check = new ConfigCheck(context, metatype, lines);
        this.devices = devices;
    }

    /**
     * Reads all files for the first time. A line of a kind that nobody brings yet is taken: its bundle may come later.
     *
     * @return what is wrong, a line for each file; empty: all is well
     */
    public synchronized List<String> load() {
        Optional<Map<String, Path>> found = found();
        if (found.isEmpty()) return List.of(unreadable);
        dropOthers(found.get().keySet());
        read(found.get());
        loaded = true;
        return wrong.values().stream().filter(Wrong::itsFault).map(Wrong::line).toList();
    }

    /**
     * Reads all files again, and takes over what has changed.
     *
     * @return false: the folders could not be listed, and all stays as it was; to be tried again
     */
    public synchronized boolean reload() {
        Optional<Map<String, Path>> found = found();
        found.ifPresent(this::read);
        return found.isPresent();
    }

    private Optional<Map<String, Path>> found() {
        try {
            Map<String, Path> found = folders.files();
            unreadable = "";
            return Optional.of(found);
        } catch (IOException e) {
            if (!unreadable.equals(e.getMessage())) LOG.error("{}; what was configured stays", e.getMessage());
            unreadable = e.getMessage();
            return Optional.empty();
        }
    }

    private void read(Map<String, Path> found) {
        for (String gone : Set.copyOf(applied.keySet())) if (!found.containsKey(gone)) remove(gone);
        wrong.keySet().retainAll(found.keySet());
        Map<String, Path> owners = new HashMap<>();
        found.forEach((name, path) -> {
            take(name, path, owners);
            Optional.ofNullable(applied.get(name)).flatMap(ConfigFile::id).ifPresent(id -> owners.put(id, path));
        });
        devices.accept(configured());
    }

    /** @param owners by device id, the files before this one */
    private void take(String name, Path path, Map<String, Path> owners) {
        try {
            ConfigFile file = ConfigFile.read(path);
            refuseSecond(name, file, owners);
            if (file.equals(applied.get(name)) && !wrong.containsKey(name)) return;
            check.check(file, loaded);
            apply(file);
            applied.put(name, file);
            wrong.remove(name);
        } catch (BadConfig e) {
            leave(name, new Wrong(e.getMessage(), true));
        } catch (IOException e) {
            LOG.error("{}: could not be taken over", path, e);
        } catch (RuntimeException | LinkageError e) { // of a vendor's description or kind of line
            LOG.debug("{}: could not be checked", path, e);
            leave(name, new Wrong(path + ": could not be checked: " + e, false));
        }
    }

    private void leave(String name, Wrong why) {
        if (!why.equals(wrong.put(name, why)))
            LOG.error("{}; {}", why.line, applied.containsKey(name) ? "what was configured stays" : "not used");
    }

    /** A device is configured by one file: the first by name. */
    private void refuseSecond(String name, ConfigFile file, Map<String, Path> owners) throws BadConfig {
        Optional<Path> first = file.id().map(owners::get);
        if (first.isEmpty()) return;
        if (applied.containsKey(name)) remove(name);
        throw new BadConfig(file.path(), "device " + file.id().get() + " is configured by " + first.get() + " already");
    }

    private void apply(ConfigFile file) throws IOException {
        if (file.pid().equals(LogLevels.PID)) {
            levels.apply(file.values());
            return;
        }
        Dictionary<String, Object> properties = new Hashtable<>(file.values());
        file.id().ifPresent(id -> properties.put(Device.ID, id));
        if (configuration(file).updateIfDifferent(properties)) LOG.debug("{}: taken over", file.path());
    }

    private Configuration configuration(ConfigFile file) throws IOException {
        return file.id().isPresent()
                ? admin.getFactoryConfiguration(file.pid(), file.id().get(), "?")
                : admin.getConfiguration(file.pid(), "?");
    }

    private void remove(String name) {
        ConfigFile file = applied.remove(name);
        try {
            if (file.pid().equals(LogLevels.PID)) levels.apply(Map.of());
            else configuration(file).delete();
            LOG.info("{}: taken back", file.path());
        } catch (IOException | IllegalStateException e) {
            LOG.error("{}: could not be taken back", file.path(), e);
        }
    }

    /** What an earlier run configured and no file does any more. */
    private void dropOthers(Set<String> fileNames) {
        Set<String> pids = fileNames.stream().map(ConfigFiles::pid).collect(Collectors.toSet());
        try {
            Configuration[] all = admin.listConfigurations(null);
            for (Configuration c : all == null ? new Configuration[0] : all) if (!pids.contains(c.getPid())) c.delete();
        } catch (IOException | InvalidSyntaxException e) {
            LOG.error("old configurations could not be looked through", e);
        }
    }

    private static String pid(String fileName) {
        return fileName.replaceFirst("\\.cfg$", "").replaceFirst("-", "~");
    }

    private Map<String, Configured> configured() {
        Map<String, Configured> configured = new LinkedHashMap<>();
        for (ConfigFile file : new ArrayList<>(applied.values()))
            file.id()
                    .ifPresent(id ->
                            type(file.pid()).ifPresent(type -> configured.put(id, new Configured(type, name(file)))));
        return configured;
    }

    private static Optional<String> name(ConfigFile file) {
        return Optional.ofNullable(file.values().get(Device.NAME)).filter(name -> !name.isEmpty());
    }

    /** The type of a device whose driver may not be there: a segment of the factory PID names it. */
    private static Optional<DeviceType> type(String factoryPid) {
        for (String segment : factoryPid.split("\\."))
            for (DeviceType type : List.of(DeviceType.PAYMENT, DeviceType.PRINTER, DeviceType.CAMERA))
                if (segment.equals(type.name())) return Optional.of(type);
        return Optional.empty();
    }
}
