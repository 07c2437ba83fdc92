package perihost.host;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code cache/run}: process id and, once it answers, URL of the host that runs on the home. */
final class RunFile {
    private final Path file;

    RunFile(Home home) {
        this.file = file(home.root());
    }

    static Path file(Path home) {
        return home.resolve("cache").resolve("run");
    }

    void starting() throws Refusal {
        write(ProcessHandle.current().pid() + "\n");
    }

    void ready(URI uri) throws Refusal {
        write(ProcessHandle.current().pid() + "\n" + uri + "\n");
    }

    private void write(String text) throws Refusal {
        Path next = file.resolveSibling("run.new");
        try {
            Files.writeString(next, text);
            Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Refusal(Exit.USAGE, "home file " + file + ": " + e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            Logs.log().warning("home file " + file + " stays behind: " + e);
        }
    }
}
