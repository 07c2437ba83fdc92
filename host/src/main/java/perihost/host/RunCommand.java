package perihost.host;

import java.net.URI;
import java.time.Duration;
import java.util.logging.Level;
import org.osgi.framework.BundleException;

/** {@code run}: the host in the foreground, from the home's lock to the orderly end. */
final class RunCommand {
    private static final Duration DRIVER_PATIENCE = Duration.ofSeconds(4);
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private final Settings settings;
    private final Installation installation;

    RunCommand(Settings settings, Installation installation) {
        this.settings = settings;
        this.installation = installation;
    }

    /** What a ready host is there for; the host ends when it returns. */
    interface Duty {
        void perform(URI uri, Container container) throws Refusal, InterruptedException;
    }

    /** @return the exit code once the duty is done; a signal ends the process through {@link Shutdown} instead */
    int run(Duty duty) throws Refusal {
        Shutdown shutdown = Shutdown.install();
        ClassArchive archive = new ClassArchive(settings.home(), installation, System.getenv());
        int code = Exit.FAILURE; // whatever is thrown; a signal finds the shutdown's own
        shutdown.then(ClassArchive::triedInOrder);
        try {
            Home home = Home.open(settings.home());
            HomeLock lock = HomeLock.take(home.root());
            shutdown.then(lock::release);
            RunFile runFile = new RunFile(home);
            shutdown.then(runFile::remove);
            if (!ProcessHandle.current().supportsNormalTermination()) {
                new StopFile(home.root(), () -> System.exit(Exit.OK)).watch();
            }
            runFile.starting();
            Logs.start(home.log());
            home.exposure().ifPresent(Logs.log()::warning);
            Container container = container(home);
            shutdown.then(container::stop);
            URI uri = start(container, shutdown);
            runFile.ready(uri);
            archive.ready();
            duty.perform(uri, container);
            code = Exit.OK;
            return code;
        } catch (Refusal e) {
            Logs.toFiles(Level.SEVERE, e.getMessage());
            code = e.code();
            throw e;
        } catch (InterruptedException e) {
            throw new Refusal(Exit.FAILURE, "interrupted");
        } finally {
            shutdown.exitCode(code);
        }
    }

    private Container container(Home home) throws Refusal {
        Storage.clear(home.cache().resolve("framework"));
        try {
            return Container.create(installation, home, settings.port());
        } catch (BundleException e) {
            throw damaged(e);
        }
    }

    private URI start(Container container, Shutdown shutdown) throws Refusal, InterruptedException {
        Readiness readiness = new Readiness(container.context());
        Thread start = new Thread(() -> start(container, readiness, shutdown), "start");
        start.setDaemon(true); // a bundle that never returns must not keep the process
        start.start();
        return readiness.await(START_PATIENCE);
    }

    private void start(Container container, Readiness readiness, Shutdown shutdown) {
        try {
            container.start(installation, DRIVER_PATIENCE);
            readiness.started();
        } catch (Refusal e) {
            readiness.failed(e);
        } catch (Throwable e) { // nobody else would tell, and the start would be waited for in vain
            if (!shutdown.isAlive()) readiness.failed(damaged(e)); // a stop in the midst of the start is no damage
        }
    }

    private static Refusal damaged(Throwable e) {
        Logs.log().log(Level.SEVERE, "framework", e);
        return new Refusal(Exit.FAILURE, "the installation is damaged: " + e.getMessage());
    }
}
