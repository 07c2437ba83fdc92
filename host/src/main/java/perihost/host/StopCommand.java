package perihost.host;

import java.nio.file.Path;

/** {@code stop}: asks the running host to end and waits for it. */
final class StopCommand {
    private static final int PATIENCE_MS = 10_000;
    private static final int PAUSE_MS = 10;

    private final Path home;

    StopCommand(Settings settings) {
        this.home = settings.home();
    }

    int run() throws Refusal {
        RunningHost host = RunningHost.on(home);
        if (host.process().supportsNormalTermination()) host.process().destroy();
        else StopFile.ask(home);
        try {
            for (int waited = 0; waited < PATIENCE_MS; waited += PAUSE_MS) {
                if (RunningHost.isFree(home)) return Exit.OK;
                Thread.sleep(PAUSE_MS);
            }
        } catch (InterruptedException e) {
            throw new Refusal(Exit.FAILURE, "interrupted");
        }
        throw new Refusal(Exit.FAILURE, "the host (process " + host.process().pid() + ") has not stopped after 10 s");
    }
}
