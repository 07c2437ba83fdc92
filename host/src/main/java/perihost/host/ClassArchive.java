package perihost.host;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The home's {@code cache/classes.jsa}: the classes of a ready host, parsed and linked, which the virtual machine
 * maps at the next start. Made by a training host in a home of its own; it takes some seconds and 20 MB.
 */
final class ClassArchive {
    private static final String NAME = "classes.jsa";
    private static final int PATIENCE_S = 120;

    private final Path cache;
    private final Installation installation;
    private final Map<String, String> environment;

    ClassArchive(Path home, Installation installation, Map<String, String> environment) {
        this.cache = home.resolve("cache");
        this.installation = installation;
        this.environment = environment;
    }

    Path file() {
        return cache.resolve(NAME);
    }

    private Path note() {
        return cache.resolve(NAME + ".for");
    }

    /** Made by the script before a start with the archive. */
    private Path trying() {
        return cache.resolve(NAME + ".trying");
    }

    /**
     * A start with the archive ended in order, be it by a refusal: the script may use it again. Does nothing in a
     * process that was started without it: what another start makes of it is for that one to say.
     */
    static void triedInOrder() {
        String trying = System.getProperty("perihost.archive.trying", "");
        try {
            if (!trying.isEmpty()) Files.deleteIfExists(Path.of(trying));
        } catch (IOException e) {
            Logs.log().warning("class archive: " + e);
        }
    }

    /**
     * The host is ready. Drops the archive that the script did not dare to use, once: one that is made later is good.
     * Call with the home's lock taken: a second host must not judge the archive that the first is starting with.
     */
    void ready() {
        triedInOrder();
        if (!System.getProperty("perihost.archive", "").equals("distrusted")) return;
        try {
            Files.deleteIfExists(file());
            Files.deleteIfExists(trying());
        } catch (IOException e) {
            Logs.log().warning("class archive: " + e);
        }
    }

    /** Whether the archive is there and was made with this Java, these options and these jars. */
    boolean isFresh() throws Refusal {
        try {
            return Files.exists(file())
                    && Files.exists(note())
                    && Files.readString(note()).equals(fingerprint());
        } catch (IOException e) {
            throw new Refusal(Exit.FAILURE, "class archive: " + e);
        }
    }

    private String fingerprint() throws Refusal, IOException {
        return Fingerprint.of(
                installation,
                System.getProperty("java.home")
                        + ' '
                        + Runtime.version()
                        + '\n'
                        + environment.getOrDefault("JAVA_OPTS", ""));
    }

    /**
     * Makes it now and replaces the one there is.
     *
     * @param background whether to leave the processors to others
     */
    void make(boolean background) throws Refusal, InterruptedException {
        Optional<HomeLock> lock = HomeLock.tryTake(cache);
        if (lock.isEmpty()) throw new Refusal(Exit.FAILURE, "the class archive is being made already");
        try {
            Path place = cache.resolve("training");
            Storage.clear(place);
            TrainingHome.make(place.resolve("home"), installation);
            String before = fingerprint();
            train(place, background);
            if (!fingerprint().equals(before)) {
                throw new Refusal(Exit.FAILURE, "the installation changed while the class archive was made");
            }
            keep(place.resolve(NAME), before);
            Storage.clear(place);
        } catch (IOException e) {
            throw new Refusal(Exit.FAILURE, "class archive: " + e);
        } finally {
            lock.get().release();
        }
    }

    private void train(Path place, boolean background) throws IOException, Refusal, InterruptedException {
        Path output = place.resolve("output");
        ProcessBuilder training = new ProcessBuilder(command(background)).directory(place.toFile());
        training.redirectErrorStream(true).redirectOutput(output.toFile());
        Map<String, String> variables = training.environment();
        variables.put("PERIHOST_HOME", place.resolve("home").toString());
        variables.put("PERIHOST_PORT", "0");
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("JAVA_OPTS", environment.getOrDefault("JAVA_OPTS", "") + " -XX:ArchiveClassesAtExit=" + NAME);
        Process process = training.start();
        boolean ended = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
        if (!ended) process.destroyForcibly();
        if (!ended || process.exitValue() != 0 || !Files.exists(place.resolve(NAME))) {
            throw new Refusal(Exit.FAILURE, "the training host has failed; " + output + " says why");
        }
    }

    private List<String> command(boolean background) {
        List<String> command = new ArrayList<>();
        boolean nice = Files.isExecutable(Path.of("/usr/bin/nice"));
        if (background && nice) command.addAll(List.of("/usr/bin/nice", "-n", "19"));
        command.addAll(List.of(installation.script().toString(), "train"));
        return command;
    }

    /** On disk before it has its name: a machine that loses power must not start from half an archive. */
    private void keep(Path made, String fingerprint) throws IOException {
        try (FileChannel channel = FileChannel.open(made, StandardOpenOption.READ)) {
            channel.force(true);
        }
        Files.deleteIfExists(note());
        Files.move(made, file(), ATOMIC_MOVE, REPLACE_EXISTING);
        Files.writeString(note(), fingerprint);
        Files.deleteIfExists(trying());
    }
}
