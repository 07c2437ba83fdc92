package perihost.itests.harness;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** The built distribution, running as a process on a home of the test's. */
public final class RunningHost implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready http://localhost:(\\d+) in (\\d+) ms");
    private static final long START_SECONDS = 60;
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;
    private static final Pattern NEVER = Pattern.compile("(?!)");

    private final HostHome home;
    private final int port;
    private final Process process;
    private final Output out;
    private final Output err;

    private RunningHost(HostHome home, int port, Process process) {
        this.home = home;
        this.port = port;
        this.process = process;
        this.out = new Output(process.getInputStream(), READY);
        this.err = new Output(process.getErrorStream(), NEVER);
    }

    /** Starts a host on a free port and waits until it says that it is ready. */
    public static RunningHost start(HostHome home) throws Exception {
        return launch(home, freePort()).awaitReady();
    }

    /** Starts a host and does not wait. */
    public static RunningHost launch(HostHome home, int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Built.distribution().resolve("bin").resolve("perihost").toString(), "run");
        builder.environment().put("PERIHOST_HOME", home.path().toString());
        builder.environment().put("PERIHOST_PORT", Integer.toString(port));
        builder.environment().remove("JAVA_OPTS");
        return new RunningHost(home, port, builder.start());
    }

    /** A port that nobody listens on just now, and that the system gives to no caller of another port either. */
    public static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket one = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
                    ServerSocket other = new ServerSocket(port, 1, InetAddress.getByName("::1"))) {
                return one.getLocalPort() & other.getLocalPort();
            } catch (BindException e) {
                continue; // somebody has it: another one
            }
        }
    }

    /** Waits for the ready line, and checks the port in it. */
    public RunningHost awaitReady() throws InterruptedException {
        try {
            int told = Integer.parseInt(out.awaitLine(START_SECONDS).group(1));
            if (told != port) throw new AssertionError("ready on port " + told + ", not " + port);
            return this;
        } catch (IllegalStateException | TimeoutException e) {
            kill();
            throw new AssertionError("the host did not start\n" + output(), e);
        }
    }

    /** The port that it was told to serve on. */
    public int port() {
        return port;
    }

    /** Its home. */
    public HostHome home() {
        return home;
    }

    /** Its process. */
    public Process process() {
        return process;
    }

    /** A client of it. */
    public Client client() {
        return new Client(port);
    }

    /** The same home and port, started anew; the old process must have ended. */
    public RunningHost again() throws Exception {
        return launch(home, port).awaitReady();
    }

    /** Standard output so far; after the end, all of it. */
    public String stdout() throws InterruptedException {
        return process.isAlive() ? out.text() : out.whole();
    }

    /** Standard error so far; after the end, all of it. */
    public String stderr() throws InterruptedException {
        return process.isAlive() ? err.text() : err.whole();
    }

    /** Sends SIGTERM and waits for the end. */
    public int stop() throws InterruptedException {
        process.destroy();
        return awaitExit(Duration.ofSeconds(20));
    }

    /** Waits for the end by itself. */
    public int awaitExit(Duration within) throws InterruptedException {
        if (process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) return process.exitValue();
        String so = output();
        kill();
        throw new AssertionError("alive after " + within + "\n" + so);
    }

    /** kill -9, the process and what it started. */
    public void kill() {
        ProcessHandle[] all = process.descendants().toArray(ProcessHandle[]::new);
        process.destroyForcibly();
        Arrays.stream(all).forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    /** Kills what still runs. The home stays. */
    @Override
    public void close() {
        if (process.isAlive()) kill();
    }

    private String output() throws InterruptedException {
        return "--- stdout\n" + stdout() + "\n--- stderr\n" + stderr();
    }
}
