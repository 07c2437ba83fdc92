package perihost.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.ServiceRegistration;
import perihost.api.command.CommandService;
import perihost.api.device.Device;
import perihost.api.device.DeviceState;
import perihost.api.event.DeviceEvent;
import perihost.api.event.EventStream;
import perihost.api.line.Line;
import perihost.api.line.LineProvider;
import perihost.api.line.LineUri;
import perihost.api.printer.Printer;
import perihost.core.command.Contract;
import perihost.core.config.Configurations;
import perihost.core.journal.Journal;

/** The knot is tied and untied: all parts or none. */
public class CoreTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Container container = new Container();
    private final Configurations configurations = new Configurations();
    private Path home;

    @Before
    public void makeFolders() throws IOException {
        home = folder.newFolder("home").toPath();
        Files.createDirectory(home.resolve("conf"));
        container.properties.put("perihost.home", home.toString());
        container.properties.put("perihost.dist", folder.newFolder("dist").getPath());
    }

    private Core core() throws IOException {
        CoreConfig nothingSet = Container.proxy(CoreConfig.class, (method, given) -> "");
        return new Core(container.context(), nothingSet, configurations.admin(), bundle -> null);
    }

    private void assertNothingLeft() throws IOException {
        assertEquals(List.of(), container.services(CommandService.class));
        assertEquals(List.of(), container.services(EventStream.class));
        assertEquals(List.of(), container.services(String.class));
        assertEquals(Set.of(), container.bundleListeners);
        assertEquals(Map.of(), container.serviceListeners);
        Journal.open(home.resolve("journal"), Contract.retention(), Clock.systemUTC(), Contract.limits())
                .close();
    }

    private static void awaitReady(EventStream events, int devices) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(devices);
        Reader reader = new Reader(events, e -> {
            if (e.data().getOrDefault("state", "").equals(DeviceState.READY.code())) ready.countDown();
        });
        assertTrue(ready.await(20, TimeUnit.SECONDS));
        reader.subscription.close();
    }

    /** Reads all events there were and will be. */
    private static final class Reader {
        final EventStream.Subscription subscription;
        private final java.util.function.Consumer<DeviceEvent> each;
        private final CompletableFuture<EventStream.Subscription> own = new CompletableFuture<>();

        Reader(EventStream events, java.util.function.Consumer<DeviceEvent> each) {
            this.each = each;
            subscription = events.subscribe("test", Optional.of("0"), () -> own.thenAccept(this::read));
            own.complete(subscription);
            read(subscription);
        }

        private synchronized void read(EventStream.Subscription from) {
            for (var event = from.poll(); event.isPresent(); event = from.poll()) each.accept(event.get());
        }
    }

    @Test
    public void leavesNothingBehindWhenItCannotStart() throws IOException {
        container.refused = Optional.of(EventStream.class);
        assertThrows(IllegalStateException.class, this::core);
        assertNothingLeft();
        container.refused = Optional.empty();
        core().close();
    }

    @Test
    public void takesBackAllThatItGave() throws IOException {
        Files.writeString(home.resolve("conf").resolve("wrong name.cfg"), "");
        for (int i = 0; i < 2; i++) {
            Core core = core();
            assertEquals(1, container.services(CommandService.class).size());
            assertEquals(1, container.services(EventStream.class).size());
            assertEquals(1, container.services(String.class).size());
            core.close();
            assertNothingLeft();
        }
    }

    @Test
    public void letsGoOfAllDevicesSideBySide() throws Exception {
        int devices = 3;
        CountDownLatch closing = new CountDownLatch(devices);
        AtomicInteger together = new AtomicInteger();
        for (int i = 0; i < devices; i++) {
            Printer printer = new ScriptedPrinter() {
                @Override
                public void close() {
                    closing.countDown();
                    try {
                        if (closing.await(20, TimeUnit.SECONDS)) together.incrementAndGet();
                    } catch (InterruptedException tooLong) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
            container.register(Printer.class, printer, Map.of(Device.ID, "p" + i));
        }
        Core core = core();
        awaitReady(container.services(EventStream.class).get(0), devices);
        core.close();
        assertEquals(devices, together.get());
        assertNothingLeft();
    }

    @Test
    public void tellsTheOutcomesOfWhatItCutsShort() throws Exception {
        ScriptedPrinter printer = new ScriptedPrinter();
        printer.work = job -> new CompletableFuture<>();
        container.register(Printer.class, printer, Map.of(Device.ID, "p"));
        Core core = core();
        EventStream events = container.services(EventStream.class).get(0);
        awaitReady(events, 1);
        AtomicInteger outcomes = new AtomicInteger();
        new Reader(events, e -> {
            if (e.eventType().equals("printer_job_complete")) outcomes.incrementAndGet();
        });
        Bench.await(container
                .services(CommandService.class)
                .get(0)
                .execute(Bench.command("c", "printer_print", "jobId", "j", "data", "AAAA")));
        assertEquals("j", printer.began.poll(20, TimeUnit.SECONDS));
        core.close();
        assertEquals(1, outcomes.get());
    }

    @Test
    public void getsAKindOfLineOnceAndLetsGoOfIt() throws Exception {
        LineProvider provider = new LineProvider() {
            @Override
            public void check(LineUri uri) {}

            @Override
            public boolean keptOpen(LineUri uri) {
                return false;
            }

            @Override
            public Line open(LineUri uri, Duration within) {
                throw new UnsupportedOperationException();
            }
        };
        LineProviders providers = new LineProviders(container.context());
        assertEquals(Optional.empty(), providers.apply("acme"));
        ServiceRegistration<LineProvider> first =
                container.register(LineProvider.class, provider, Map.of(LineProvider.SCHEME, "acme"));
        container.register(LineProvider.class, provider, Map.of(LineProvider.SCHEME, new String[] {"a", "b"}));
        for (int i = 0; i < 3; i++) assertEquals(Optional.of(provider), providers.apply("acme"));
        assertEquals(1, container.gets.get());
        first.unregister();
        assertEquals(1, container.ungets.get());
        assertEquals(Optional.empty(), providers.apply("acme"));
        assertEquals(Optional.of(provider), providers.apply("b"));
        providers.close();
        assertEquals(2, container.gets.get());
        assertEquals(2, container.ungets.get());
        assertEquals(Map.of(), container.serviceListeners);
    }
}
