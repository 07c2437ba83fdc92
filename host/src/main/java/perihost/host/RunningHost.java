package perihost.host;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The host that runs on a home.
 *
 * @param process of the host
 * @param uri where it answers; empty while it is starting
 */
record RunningHost(ProcessHandle process, Optional<URI> uri) {
    /** @throws Refusal with exit code 3 when none runs */
    static RunningHost on(Path home) throws Refusal {
        Refusal none = new Refusal(Exit.NOT_RUNNING, "no host runs on home " + home);
        try {
            List<String> lines = Files.readAllLines(RunFile.file(home));
            if (lines.isEmpty()) throw none;
            ProcessHandle process =
                    ProcessHandle.of(Long.parseLong(lines.get(0))).orElseThrow(() -> none);
            if (isFree(home)) throw none; // a file left by a host that was killed; its id may be another's by now
            return new RunningHost(process, lines.stream().skip(1).findFirst().map(URI::create));
        } catch (NoSuchFileException | IllegalArgumentException e) {
            throw none;
        } catch (IOException e) {
            throw new Refusal(Exit.USAGE, "home file " + RunFile.file(home) + ": " + e);
        }
    }

    /** Whether no host has the home's lock. */
    static boolean isFree(Path home) throws Refusal {
        Optional<HomeLock> lock = HomeLock.tryTake(home);
        lock.ifPresent(HomeLock::release);
        return lock.isPresent();
    }
}
