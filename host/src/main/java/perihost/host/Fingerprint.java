package perihost.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a class archive is good for, as text. The first line is what the script compares with {@code lib/fingerprint},
 * which the build made of the content of all jars that Java would take unread; then the machine, then path, time and
 * content of each file that the archive was made from.
 */
final class Fingerprint {
    private static final int CHUNK = 1 << 16;

    private Fingerprint() {}

    /** Reads every jar: tens of milliseconds, nothing for a start. */
    static String of(Installation installation, String machine) throws Refusal, IOException {
        List<Path> files = new ArrayList<>(List.of(installation.script()));
        files.addAll(installation.libraries());
        files.addAll(installation.platform());
        files.addAll(installation.bundles());
        files.addAll(installation.drivers());
        StringBuilder text = new StringBuilder(built(installation)).append('\n');
        text.append(machine).append('\n');
        for (Path file : files) {
            text.append(file).append(' ').append(Files.size(file)).append(' ');
            text.append(Files.getLastModifiedTime(file).toMillis()).append(' ');
            text.append(Long.toHexString(sum(file))).append('\n');
        }
        return text.toString();
    }

    private static String built(Installation installation) throws IOException {
        try {
            return Files.readString(installation.fingerprint()).strip();
        } catch (NoSuchFileException e) {
            return "unknown"; // not made by the build; the script uses no archive then
        }
    }

    private static long sum(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) sum.update(chunk, 0, read);
        }
        return sum.getValue();
    }
}
