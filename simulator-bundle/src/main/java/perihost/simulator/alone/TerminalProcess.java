package perihost.simulator.alone;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;
import perihost.simulator.terminal.DaemonAgenda;
import perihost.simulator.terminal.VirtualTerminal;

/** A terminal with a process of its own, until a signal ends it. */
final class TerminalProcess {
    private final VirtualTerminal terminal;
    private final Door door;
    private final TerminalOptions options;

    private TerminalProcess(VirtualTerminal terminal, Door door, TerminalOptions options) {
        this.terminal = terminal;
        this.door = door;
        this.options = options;
    }

    static TerminalProcess of(TerminalOptions options) throws Refused, IOException {
        Door door = options.line().isPresent()
                ? new LineDoor(options.line().get())
                : new TcpDoor(options.port().orElseThrow());
        VirtualTerminal terminal = new VirtualTerminal(
                new DaemonAgenda(Clock.systemDefaultZone()), options.temper(), options.memory(), options.ledger());
        return new TerminalProcess(terminal, door, options);
    }

    void run(Consumer<String> out) throws Refused, IOException {
        try {
            terminal.open();
        } catch (IOException e) {
            throw new Refused("memory or ledger: " + e.getMessage());
        }
        options.notes().forEach(System.err::println);
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "shutdown"));
        Thread console = new Thread(() -> new Console(terminal).obey(System.in), "console");
        console.setDaemon(true);
        console.start();
        door.serve(terminal, out);
    }

    /** What is being written down is written first. */
    private void end() {
        door.close();
        terminal.close();
        Runtime.getRuntime().halt(0); // without it a signal's number would be the exit code
    }
}
