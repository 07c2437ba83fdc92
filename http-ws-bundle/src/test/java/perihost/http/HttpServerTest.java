package perihost.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;

/** What the component tells the launcher, through a real framework's services. */
public class HttpServerTest {
    @Rule
    public final TemporaryFolder home = new TemporaryFolder();

    private final Core core = new Core();
    private Framework framework;

    @Before
    public void startFramework() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", home.newFolder("cache").getPath(),
                        "perihost.home", home.getRoot().getPath(),
                        "felix.log.level", "1"));
        framework.start();
    }

    @After
    public void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private HttpServer server(Map<String, Object> configuration) {
        return new HttpServer(framework.getBundleContext(), configuration, core, core);
    }

    private <T> T only(Class<T> type, String filter) throws Exception {
        BundleContext context = framework.getBundleContext();
        ServiceReference<?>[] found = context.getServiceReferences(type.getName(), filter);
        assertEquals(filter, 1, found.length);
        return type.cast(context.getService(found[0]));
    }

    private boolean none(String filter) throws Exception {
        return framework.getBundleContext().getServiceReferences((String) null, filter) == null;
    }

    @Test
    public void tellsWhereItListens() throws Exception {
        HttpServer server = server(Map.of("port", "0"));
        URI uri = only(URI.class, "(perihost.endpoint=http)");
        assertEquals("localhost", uri.getHost());
        try (Wire wire = new Wire(uri.getPort())) {
            assertEquals(200, wire.get("/healthz", "").answer().status());
        }
        server.modified(Map.of("port", "0", "maxCommands", "9"));
        assertEquals(uri, only(URI.class, "(perihost.endpoint=http)"));
        server.modified(Map.of("port", "0", "maxCommands", "none"));
        assertEquals(uri, only(URI.class, "(perihost.endpoint=http)"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            server.modified(Map.of("port", free.getLocalPort()));
            assertEquals(uri, only(URI.class, "(perihost.endpoint=http)"));
        }
        server.close();
        assertTrue(none("(perihost.endpoint=http)"));
    }

    @Test
    public void refusesWhatIsNewAsSoonAsTheHostBeginsToStop() throws Exception {
        HttpServer server = server(Map.of("port", "0"));
        int port = only(URI.class, "(perihost.endpoint=http)").getPort();
        Events client = new Events(port, "");
        LinkedBlockingQueue<Wire.Answer> answers = new LinkedBlockingQueue<>();
        CountDownLatch toStop = new CountDownLatch(1);
        Bundle driver = anyBundle();
        // Called after the server.
        framework.getBundleContext().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() != BundleEvent.STOPPING || event.getBundle() != framework) return;
            try (Wire wire = new Wire(port)) {
                answers.add(wire.post(Wire.command("c", "echo", "{}")).answer());
                toStop.await(20, TimeUnit.SECONDS);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try (Wire running = new Wire(port)) {
            running.post(Wire.command("c", "hold", "{}"));
            core.commands.poll(5, TimeUnit.SECONDS);
            framework.stop();
            DrainingTest.assertComeLater(answers.poll(20, TimeUnit.SECONDS));
            assertEquals("before any driver goes", Bundle.ACTIVE, driver.getState());
            core.held.get(0).complete(Response.ok(ProtocolVersion.V1_0, "c", 1, Map.of()));
            assertEquals(200, running.answer().status());
            core.publish(Map.of());
            client.next();
        } finally {
            server.close();
            toStop.countDown();
        }
    }

    private Bundle anyBundle() throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "driver");
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        Bundle bundle = framework
                .getBundleContext()
                .installBundle("memory:driver", new ByteArrayInputStream(jar.toByteArray()));
        bundle.start();
        return bundle;
    }

    @Test
    public void listensToTheHostNoLongerThanItLives() throws Exception {
        List<Object> listeners = new ArrayList<>();
        BundleContext real = framework.getBundleContext();
        BundleContext watched = (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("addBundleListener")) listeners.add(arguments[0]);
                    if (method.getName().equals("removeBundleListener")) listeners.remove(arguments[0]);
                    return method.invoke(real, arguments);
                });
        HttpServer server = new HttpServer(watched, Map.of("port", "0"), core, core);
        assertEquals(1, listeners.size());
        server.close();
        assertEquals(List.of(), listeners);
    }

    @Test
    public void tellsOfAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            HttpServer server = server(Map.of("port", taken.getLocalPort()));
            assertEquals("port " + taken.getLocalPort() + " is taken", only(String.class, "(perihost.fatal=98)"));
            server.modified(Map.of());
            server.close();
        }
        assertTrue(none("(perihost.fatal=*)"));
    }

    @Test
    public void tellsOfABadConfiguration() throws Exception {
        HttpServer server = server(Map.of("port", "http"));
        assertEquals(
                "perihost.http.cfg: port: must be a whole number from 0 to 65535",
                only(String.class, "(perihost.fatal=2)"));
        server.close();
    }
}
