package perihost.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A home in which the configured devices are simulated: the training host must not touch a real one. */
final class TrainingHome {
    private TrainingHome() {}

    /** The home's files win over the distribution's; without a line of its own each driver takes its default, sim:. */
    static void make(Path home, Installation installation) throws IOException {
        Path conf = Files.createDirectories(home.resolve("conf"));
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(installation.root().resolve("conf"), "*.cfg")) {
            for (Path file : files) {
                List<String> lines = Files.readAllLines(file);
                Files.write(
                        conf.resolve(file.getFileName()),
                        lines.stream().filter(l -> !namesDevice(l)).toList());
            }
        }
    }

    private static boolean namesDevice(String line) {
        return line.matches("\\s*(line|source)\\s*[=: ].*");
    }
}
