package perihost.host;

import java.io.PrintStream;

/** {@code prepare}: makes the class archive now; a running host goes on undisturbed. */
final class PrepareCommand {
    private final Settings settings;
    private final ClassArchive archive;
    private final PrintStream out;

    PrepareCommand(Settings settings, ClassArchive archive, PrintStream out) {
        this.settings = settings;
        this.archive = archive;
        this.out = out;
    }

    int run() throws Refusal {
        Home.open(settings.home());
        try {
            archive.make(false);
            out.println("made " + archive.file());
            return Exit.OK;
        } catch (InterruptedException e) {
            throw new Refusal(Exit.FAILURE, "interrupted");
        }
    }
}
