package perihost.itests.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** {@code bin/perihost simulate terminal}, running as a process. */
public final class RunningTerminal implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("(?:listening on (\\d+)|ready on .*)");
    private static final Pattern NEVER = Pattern.compile("(?!)");
    private static final long SECONDS = 60;

    private final Process process;
    private final Output out;
    private final Output err;
    private final int port;

    private RunningTerminal(Process process) throws InterruptedException {
        this.process = process;
        this.out = new Output(process.getInputStream(), READY);
        this.err = new Output(process.getErrorStream(), NEVER);
        this.port = awaitPort();
    }

    /** Starts one and waits until it says that it is ready. */
    public static RunningTerminal start(HostHome home, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Built.distribution().resolve("bin/perihost").toString());
        command.addAll(List.of("simulate", "terminal"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PERIHOST_HOME", home.path().toString());
        builder.environment().remove("JAVA_OPTS");
        return new RunningTerminal(builder.start());
    }

    private int awaitPort() throws InterruptedException {
        try {
            String told = out.awaitLine(SECONDS).group(1);
            return told == null ? 0 : Integer.parseInt(told);
        } catch (IllegalStateException | TimeoutException e) {
            kill();
            throw new AssertionError("the terminal did not start\n" + err.whole(), e);
        }
    }

    /** The port that it listens on; 0 for one on another line. */
    public int port() {
        return port;
    }

    /** Does something to it by hand, such as {@code card in}. */
    public void obey(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** All lines of its standard output; it has ended. */
    public String stdout() throws InterruptedException {
        return out.whole();
    }

    /** Sends SIGTERM and waits for the end: its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (process.waitFor(SECONDS, TimeUnit.SECONDS)) return process.exitValue();
        kill();
        throw new AssertionError("the terminal does not end");
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        if (process.isAlive()) kill();
    }
}
