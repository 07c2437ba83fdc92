package perihost.core.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code .cfg} file: {@code key = value} lines in UTF-8, read as Java properties, {@code #} for comments.
 *
 * @param path   where it lies
 * @param pid    the PID, or the factory PID
 * @param id     the device id of a factory configuration, after the first {@code -} of the name
 * @param values by key, without blanks around them
 */
record ConfigFile(Path path, String pid, Optional<String> id, Map<String, String> values) {
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_.]+)(?:-([A-Za-z0-9_.-]{1,64}))?\\.cfg");
    private static final long LONGEST = 64 << 10;

    /** Reads a file. @throws BadConfig naming the file */
    static ConfigFile read(Path path) throws BadConfig {
        String file = path.getFileName().toString();
        Matcher name = NAME.matcher(file);
        if (!name.matches()) throw new BadConfig(path, "is not named <pid>.cfg or <factory pid>-<device id>.cfg");
        return new ConfigFile(path, name.group(1), Optional.ofNullable(name.group(2)), values(path));
    }

    private static Map<String, String> values(Path path) throws BadConfig {
        Properties properties = new Properties();
        try {
            if (Files.size(path) > LONGEST) throw new BadConfig(path, "is longer than " + LONGEST + " bytes");
            try (Reader reader = Files.newBufferedReader(path)) {
                properties.load(reader);
            }
        } catch (CharacterCodingException e) {
            throw new BadConfig(path, "is not UTF-8");
        } catch (IOException e) {
            throw new BadConfig(path, "cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new BadConfig(path, "has a broken \\u escape");
        }
        Map<String, String> values = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> values.put(key, properties.getProperty(key).strip()));
        return values;
    }
}
