package perihost.host;

import java.io.PrintStream;
import java.net.URI;

/** The duty of {@code run}: says that the host is ready, and is done when the host has been stopped. */
final class ServeDuty implements RunCommand.Duty {
    private final PrintStream out;
    private final ClassArchive archive;

    ServeDuty(PrintStream out, ClassArchive archive) {
        this.out = out;
        this.archive = archive;
    }

    @Override
    public void perform(URI uri, Container container) throws InterruptedException {
        out.println("ready " + uri + " in " + Uptime.millis() + " ms");
        ArchiveWatch.start(archive);
        container.awaitStop();
    }
}
