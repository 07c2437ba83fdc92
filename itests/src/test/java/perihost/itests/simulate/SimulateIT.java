package perihost.itests.simulate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import perihost.itests.harness.Built;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RunningTerminal;

/** The virtual terminal as a process of its own. */
public class SimulateIT {
    private static final int BAD_USE = 2;

    private HostHome home;
    private Path memory;
    private Path ledger;

    @Before
    public void make() throws IOException {
        home = HostHome.fresh("simulate");
        memory = home.path().resolve("terminal");
        ledger = home.path().resolve("ledger");
    }

    @After
    public void delete() throws IOException {
        home.delete();
    }

    @Test(timeout = 120_000)
    public void remembersAnApprovalThatItWasKilledAfter() throws Exception {
        for (int killed = 1; killed <= 2; killed++) {
            try (RunningTerminal terminal = start();
                    Socket socket = connect(terminal)) {
                Wire wire = new Wire(socket.getInputStream(), socket.getOutputStream());
                wire.approve(10_000);
                assertEquals("ACK", wire.next());
                assertEquals("@I", wire.next());
                assertEquals("3000000" + killed, Wire.approvalNumber(wire.next()));
                terminal.kill();
            }
            assertEquals(killed, Files.readAllLines(ledger).size());
        }
        try (RunningTerminal terminal = start();
                Socket socket = connect(terminal)) {
            Wire wire = new Wire(socket.getInputStream(), socket.getOutputStream());
            wire.ask("L", "");
            assertEquals("ACK", wire.next());
            assertEquals("30000002", Wire.approvalNumber(wire.next()));
            assertEquals("ends in order", 0, terminal.stop());
            assertEquals("listening on " + terminal.port(), terminal.stdout());
        }
    }

    private RunningTerminal start() throws IOException, InterruptedException {
        return RunningTerminal.start(
                home,
                "--listen",
                "0",
                "--memory",
                memory.toString(),
                "--ledger",
                ledger.toString(),
                "--card-after",
                "0",
                "--approve-after",
                "0");
    }

    private static Socket connect(RunningTerminal terminal) throws IOException {
        return new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), terminal.port());
    }

    @Test(timeout = 120_000)
    public void speaksOnASerialLine() throws Exception {
        Path near = home.path().resolve("near");
        Path far = home.path().resolve("far");
        Process cable = cable(near, far);
        try (RunningTerminal terminal =
                        RunningTerminal.start(home, "--line", "serial:" + far, "--card-after", "never");
                InputStream in = new BufferedInputStream(new FileInputStream(near.toFile())); // a file tries to seek
                OutputStream out = new FileOutputStream(near.toFile())) {
            Wire wire = new Wire(in, out);
            wire.approve(10_000);
            assertEquals("ACK", wire.next());
            terminal.obey("card tap");
            assertEquals("@R", wire.next());
            assertEquals("b13", wire.next().substring(0, 3));
            wire.ack();
            terminal.obey("line cut");
            wire.ask("A", "");
            assertEquals(0, terminal.stop());
        } finally {
            cable.destroy();
            cable.waitFor();
        }
    }

    private static Process cable(Path near, Path far) throws IOException {
        Process socat = new ProcessBuilder(
                        "socat", "-d", "-d", "pty,raw,echo=0,link=" + near, "pty,raw,echo=0,link=" + far)
                .redirectErrorStream(true)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(socat.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = said.readLine(); line != null; line = said.readLine())
            if (line.contains("starting data transfer loop")) return socat;
        throw new IOException("socat ended");
    }

    @Test(timeout = 120_000)
    public void refusesWhatMakesNoSense() throws Exception {
        Map<List<String>, String> refusals = Map.of(
                List.of(), "simulate what? Only: terminal",
                List.of("toaster"), "simulate knows no toaster, only: terminal",
                List.of("printer"), "simulate printer is not there yet; sim:escpos in a host is",
                List.of("terminal"), "simulate terminal needs --line <uri> or --listen <port>, one of them",
                List.of("terminal", "--listen", "x"), "--listen x is not a number from 0 to 65535",
                List.of("terminal", "--line", "serial:ttyS0"),
                        "--line: 'ttyS0' is not a device path, COM1 to COM999, or auto");
        for (Map.Entry<List<String>, String> refusal : refusals.entrySet()) {
            Process process = simulate(refusal.getKey());
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals("perihost: " + refusal.getValue() + "\n", said);
            assertEquals(BAD_USE, process.exitValue());
        }
    }

    private Process simulate(List<String> arguments) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(Built.distribution().resolve("bin/perihost").toString(), "simulate");
        builder.command().addAll(arguments);
        builder.environment().put("PERIHOST_HOME", home.path().toString());
        return builder.redirectErrorStream(true).start();
    }
}
