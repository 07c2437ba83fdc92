package perihost.itests.payment;

import java.util.List;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RunningHost;

/** A terminal on the network. To unplug it is to end it. */
final class TcpWiring extends TerminalWiring {
    private int port;
    private FaultyLine line;

    @Override
    String lay(HostHome home) throws Exception {
        port = RunningHost.freePort();
        line = FaultyLine.to(port, 0, 0);
        return "tcp:127.0.0.1:" + line.port();
    }

    @Override
    List<String> end() {
        return List.of("--listen", Integer.toString(port));
    }

    @Override
    void unplug() {
        terminal().kill();
    }

    @Override
    void replug() throws Exception {
        restart();
    }

    @Override
    public void close() throws Exception {
        line.close();
        super.close();
    }
}
