package perihost.bench.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import perihost.bench.load.Connection;
import perihost.bench.load.Request;
import perihost.bench.load.WrongAnswer;

/** A server that was started. Closing it ends it, by force if need be. */
public final class Running implements Closeable {
    private final Process process;
    private final long started = System.nanoTime();
    private final int port;
    private final Set<String> devices;
    private final Path log;

    Running(ProcessBuilder command, int port, Set<String> devices, Path log) throws IOException {
        this.port = port;
        this.devices = devices;
        this.log = log;
        this.process =
                command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    public int port() {
        return port;
    }

    /**
     * Waits until a snapshot has all devices, each of them READY.
     *
     * @return milliseconds since the process was started
     */
    public double awaitReady() throws IOException, InterruptedException {
        long until = started + TimeUnit.SECONDS.toNanos(60);
        while (!answersReady()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new WrongAnswer("it does not get ready; its log ends in:\n" + tail());
            }
            Thread.sleep(1);
        }
        return (System.nanoTime() - started) / 1e6;
    }

    private boolean answersReady() throws IOException {
        try (Connection connection = Connection.open(port)) {
            connection.exchange(Request.snapshot(port).number(System.nanoTime()));
            String body = connection.body();
            return connection.status() == 200
                    && devices.stream().allMatch(id -> body.contains("\"deviceId\":\"" + id + "\""))
                    && count(body, "\"state\":\"2\"") == count(body, "\"deviceId\":");
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    /** The Java process, also if a script stands before it. Only once it is ready. */
    public Proc proc() throws IOException {
        Proc first = new Proc(process.pid());
        if (isJava(first)) return first;
        return process.descendants()
                .map(child -> new Proc(child.pid()))
                .filter(Running::isJava)
                .findFirst()
                .orElseThrow(() -> new IOException("no Java process below " + process.pid()));
    }

    private static boolean isJava(Proc proc) {
        try {
            return proc.executable().endsWith("java");
        } catch (IOException gone) {
            return false;
        }
    }

    /** Asks it to end and waits. @return milliseconds from SIGTERM to exit */
    public double terminate() throws IOException, InterruptedException {
        ProcessHandle java = ProcessHandle.of(proc().pid()).orElseThrow();
        long asked = System.nanoTime();
        java.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) throw new WrongAnswer("alive 10 s after SIGTERM:\n" + tail());
        return (System.nanoTime() - asked) / 1e6;
    }

    public void expectAlive() throws IOException {
        if (!process.isAlive()) throw new WrongAnswer("it died; its log ends in:\n" + tail());
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
