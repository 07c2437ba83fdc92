package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import perihost.host.bundles.Blocking;
import perihost.host.bundles.Fatal;
import perihost.host.bundles.Steady;
import perihost.host.bundles.Throwing;

/** The real framework with bundles that behave and misbehave. */
public class ContainerTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Installation installation;
    private Container container;
    private Readiness readiness;

    @Before
    public void create() throws Exception {
        Path root = folder.newFolder("dist").toPath();
        Jars.folders(root);
        installation = new Installation(root, "1.2.3");
        Home home = Home.open(folder.getRoot().toPath().resolve("home"));
        container = Container.create(installation, home, OptionalInt.of(4711));
        readiness = new Readiness(container.context());
    }

    @After
    public void stop() {
        container.stop();
    }

    @Test
    public void isReadyAtTheUriThatABundleTells() throws Exception {
        bundle("bundles", Steady.class);
        start(LONG);
        assertEquals(URI.create("http://localhost:4711"), readiness.await(LONG));
    }

    @Test
    public void isRefusedWithTheCodeThatABundleTells() throws Exception {
        bundle("bundles", Fatal.class);
        start(LONG);
        Refusal refusal = assertThrows(Refusal.class, () -> readiness.await(LONG));
        assertEquals(98, refusal.code());
        assertEquals("port 8080 is taken", refusal.getMessage());
    }

    @Test
    public void isRefusedWhenABundleOfOursDoesNotStart() throws Exception {
        bundle("bundles", Throwing.class);
        Refusal refusal = assertThrows(Refusal.class, () -> container.start(installation, LONG));
        assertEquals(1, refusal.code());
        assertTrue(refusal.getMessage(), refusal.getMessage().startsWith("Throwing does not start"));
    }

    @Test
    public void isReadyWhateverOneDriverDoes() throws Exception {
        bundle("bundles", Steady.class);
        bundle("drivers", Blocking.class);
        bundle("drivers", Throwing.class);
        bundle("drivers", Steady.class);
        start(SHORT);
        readiness.await(LONG);
        assertEquals(Bundle.STARTING, state("drivers", "Blocking"));
        assertEquals(Bundle.RESOLVED, state("drivers", "Throwing"));
        assertEquals(Bundle.ACTIVE, state("drivers", "Steady"));
    }

    @Test
    public void tellsBundlesWhereTheyAre() {
        assertEquals(installation.root().toString(), container.context().getProperty("perihost.dist"));
        assertEquals("1.2.3", container.context().getProperty("perihost.version"));
        assertTrue(container.context().getProperty("perihost.home").endsWith("home"));
    }

    private void start(Duration driverPatience) throws Exception {
        container.start(installation, driverPatience);
        readiness.started();
    }

    private int state(String place, String name) {
        for (Bundle bundle : container.context().getBundles()) {
            if (bundle.getLocation().endsWith(place + "/" + name + ".jar")) return bundle.getState();
        }
        throw new AssertionError("not installed: " + name);
    }

    private void bundle(String place, Class<?> activator) throws IOException {
        Jars.bundle(installation.root(), place, activator);
    }
}
