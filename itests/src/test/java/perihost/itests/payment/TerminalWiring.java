package perihost.itests.payment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RunningTerminal;

/** A terminal that is a process of its own, at the other end of a line that can be unplugged. */
abstract class TerminalWiring implements Wiring {
    private static final List<String> FAST = List.of("--speed", "10", "--card-after", "150", "--approve-after", "150");

    private HostHome home;
    private RunningTerminal terminal;

    @Override
    public final String make(HostHome hostHome) throws Exception {
        home = HostHome.fresh("terminal");
        String line = lay(home);
        terminal = start();
        return line;
    }

    /** Lays the line: its URI for the host. */
    abstract String lay(HostHome home) throws Exception;

    /** How the terminal is told of its end of the line. */
    abstract List<String> end();

    /** The line is gone. */
    abstract void unplug() throws Exception;

    /** It is there again. */
    abstract void replug() throws Exception;

    final RunningTerminal terminal() {
        return terminal;
    }

    final void restart() throws IOException, InterruptedException {
        terminal = start();
    }

    private RunningTerminal start() throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(end());
        options.addAll(FAST);
        options.addAll(List.of("--memory", home.path().resolve("memory").toString()));
        options.addAll(List.of("--ledger", ledger().toString()));
        return RunningTerminal.start(home, options.toArray(String[]::new));
    }

    private Path ledger() {
        return home.path().resolve("ledger");
    }

    /** What was charged for an amount. */
    final List<Books.Entry> charges(long won) throws IOException {
        return Books.read(ledger()).of(won);
    }

    @Override
    public void close() throws Exception {
        terminal.close();
        home.delete();
    }
}
