package perihost.itests.payment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import perihost.itests.harness.HostHome;

/** A terminal at the other end of a pair of pseudo terminals, which socat ties together until the cable is pulled. */
final class PtyWiring extends TerminalWiring {
    private Path near;
    private Path far;
    private Process socat;

    @Override
    String lay(HostHome home) throws Exception {
        near = home.path().resolve("near");
        far = home.path().resolve("far");
        replug();
        return "serial:" + near;
    }

    @Override
    List<String> end() {
        return List.of("--line", "serial:" + far);
    }

    @Override
    void unplug() throws Exception {
        socat.destroy();
        socat.waitFor();
    }

    @Override
    void replug() throws Exception {
        socat = new ProcessBuilder("socat", "-d", "-d", "pty,raw,echo=0,link=" + near, "pty,raw,echo=0,link=" + far)
                .redirectErrorStream(true)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(socat.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = said.readLine(); line != null; line = said.readLine())
            if (line.contains("starting data transfer loop")) return;
        throw new IOException("socat ended");
    }

    @Override
    public void close() throws Exception {
        unplug();
        super.close();
    }
}
