package perihost.itests.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import perihost.itests.harness.Built;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RunningHost;

/** What {@code bin/perihost} does beside {@code run}. */
public class CommandLineIT {
    private static final int NOT_RUNNING = 3;
    private static final int BAD_USE = 2;

    private record Ran(int code, String output) {}

    @Test
    public void tellsOfAndStopsTheRunningHost() throws Exception {
        HostHome home = HostHome.fresh("command-line");
        assertEquals(NOT_RUNNING, run(home, "status").code);
        assertEquals(NOT_RUNNING, run(home, "stop").code);
        try (RunningHost host = RunningHost.start(home)) {
            host.client().awaitState(HostHome.PRINTER, "2");
            Ran ready = run(home, "status");
            assertEquals(ready.output, 0, ready.code);
            assertTrue(ready.output, ready.output.contains(HostHome.PRINTER) && ready.output.contains("READY"));
            home.printer("absent", "tcp:127.0.0.1:" + RunningHost.freePort());
            host.client().awaitState("absent", "2");
            host.client().printOn("absent", new byte[] {10});
            host.client().awaitState("absent", "4");
            Ran notReady = run(home, "status");
            assertEquals(notReady.output, 1, notReady.code);
            assertTrue(notReady.output, notReady.output.contains("ERROR"));
            assertEquals(0, run(home, "stop").code);
            assertEquals(0, host.awaitExit(Duration.ofSeconds(12)));
        }
        assertEquals(NOT_RUNNING, run(home, "status").code);
        home.delete();
    }

    @Test
    public void refusesWhatItDoesNotKnow() throws Exception {
        HostHome home = HostHome.fresh("command-line");
        assertEquals(BAD_USE, run(home, "dance").code);
        assertEquals(BAD_USE, run(home).code);
        home.delete();
    }

    private static Ran run(HostHome home, String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = Built.distribution().resolve("bin/perihost").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PERIHOST_HOME", home.path().toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) throw new AssertionError("still running: " + output);
        return new Ran(process.exitValue(), output);
    }
}
