package perihost.core.device;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.api.device.Device;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;
import perihost.api.event.DeviceEvent;
import perihost.api.printer.PrintOutcome;
import perihost.core.Bench;
import perihost.core.ScriptedPrinter;
import perihost.core.device.DeviceRegistry.Configured;

/** Which devices there are, of which kind and name, while configuration and drivers change. */
public class DeviceRegistryTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Bench bench;

    private static final class Source implements DriverSource {
        private final DeviceType type;
        private final Device device = new ScriptedPrinter();
        private volatile Optional<String> name = Optional.empty();
        private volatile boolean broken;

        Source(DeviceType type) {
            this.type = type;
        }

        @Override
        public String deviceId() {
            return "x";
        }

        @Override
        public DeviceType deviceType() {
            return type;
        }

        @Override
        public Optional<String> deviceName() {
            return name;
        }

        @Override
        public Optional<Device> take() {
            return Optional.of(device);
        }

        @Override
        public void release() {
            if (broken) throw new IllegalStateException("broken");
        }
    }

    @Before
    public void makeBench() throws Exception {
        bench = new Bench(folder.getRoot().toPath());
    }

    @After
    public void closeBench() {
        bench.close();
    }

    private <T> T onCore(Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        bench.core.execute(() -> done.complete(work.get()));
        return Bench.await(done);
    }

    private void configure(Map<String, Configured> now) {
        onCore(() -> {
            bench.registry.configure(now);
            return true;
        });
    }

    private void configure(DeviceType type) {
        configure(Map.of("x", new Configured(type, Optional.empty())));
    }

    private Source come(DeviceType type) {
        Source source = new Source(type);
        come(source);
        return source;
    }

    private void come(Source source) {
        onCore(() -> {
            bench.registry.arrived(source);
            return true;
        });
    }

    private void go(Source source) {
        CompletionStage<Void> left = onCore(() -> bench.registry.left(source));
        left.exceptionally(failure -> null).toCompletableFuture().join();
        onCore(() -> true);
    }

    private void awaitReady(DeviceType type) {
        bench.eventsUntil(e -> e.deviceType().equals(type) && state(e).equals(DeviceState.READY.code()));
    }

    private static String state(DeviceEvent event) {
        return event.data().getOrDefault("state", "");
    }

    private DeviceType type() {
        return bench.registry.device("x").orElseThrow().type();
    }

    private String name() {
        return bench.registry.device("x").orElseThrow().snapshot().deviceName();
    }

    private boolean known() {
        return bench.registry.device("x").isPresent();
    }

    @Test
    public void aDeviceThatIsMovedToAnotherKindIsOfThatKind() {
        configure(DeviceType.PAYMENT);
        Source payment = come(DeviceType.PAYMENT);
        awaitReady(DeviceType.PAYMENT);
        go(payment);
        configure(DeviceType.PRINTER);
        assertEquals(DeviceType.PRINTER, type());
        come(DeviceType.PRINTER);
        awaitReady(DeviceType.PRINTER);
    }

    @Test
    public void theDriverOfTheNewKindTakesOverFromTheOldOne() {
        configure(DeviceType.PRINTER);
        come(DeviceType.PRINTER);
        awaitReady(DeviceType.PRINTER);
        come(DeviceType.CAMERA);
        configure(DeviceType.CAMERA);
        awaitReady(DeviceType.CAMERA);
        assertEquals(DeviceType.CAMERA, type());
    }

    @Test
    public void changesItsKindOnlyOnceItsOperationHasEnded() {
        configure(DeviceType.PRINTER);
        Source printer = come(DeviceType.PRINTER);
        awaitReady(DeviceType.PRINTER);
        CompletableFuture<PrintOutcome> printing = new CompletableFuture<>();
        ((ScriptedPrinter) printer.device).work = job -> printing;
        bench.answer("c1", "printer_print", "jobId", "j1", "data", "AAAA");
        bench.awaitState(DeviceState.PROCESSING);
        come(DeviceType.CAMERA);
        configure(DeviceType.CAMERA);
        assertEquals(DeviceType.PRINTER, type());
        printing.complete(new PrintOutcome.Printed());
        DeviceEvent outcome = bench.event();
        assertEquals("printer_job_complete", outcome.eventType());
        assertEquals("true", outcome.data().get("success"));
        awaitReady(DeviceType.CAMERA);
    }

    @Test
    public void aDriverOfAWrongKindKeepsNoPlace() {
        configure(DeviceType.PRINTER);
        come(DeviceType.CAMERA);
        come(DeviceType.PRINTER);
        awaitReady(DeviceType.PRINTER);
        configure(Map.of());
        assertEquals("the driver that is used says it", DeviceType.PRINTER, type());
    }

    @Test
    public void aNameThatIsRemovedFallsBack() {
        Source source = new Source(DeviceType.PRINTER);
        source.name = Optional.of("the driver's");
        configure(Map.of("x", new Configured(DeviceType.PRINTER, Optional.of("the file's"))));
        assertEquals("the file's", name());
        come(source);
        assertEquals("the file's", name());
        configure(DeviceType.PRINTER);
        assertEquals("the driver's", name());
        source.name = Optional.empty();
        onCore(() -> {
            bench.registry.changed(source);
            return true;
        });
        assertEquals("x", name());
    }

    @Test
    public void forgetsADeviceOnlyOnceItsPaymentIsSettled() {
        configure(DeviceType.PAYMENT);
        ManagedDevice device = bench.registry.device("x").orElseThrow();
        onCore(() -> {
            device.block("a payment is open");
            return true;
        });
        configure(Map.of());
        assertTrue(known());
        configure(DeviceType.PRINTER);
        assertEquals(DeviceType.PAYMENT, type());
        onCore(() -> {
            device.unblock();
            return true;
        });
        Source printer = come(DeviceType.PRINTER);
        assertEquals(DeviceType.PRINTER, type());
        configure(Map.of());
        assertTrue("its driver is there", known());
        go(printer);
        assertTrue(!known());
    }

    @Test
    public void theNextDriverComesThoughTheFirstDidNotGoWell() {
        Source first = come(DeviceType.PRINTER);
        awaitReady(DeviceType.PRINTER);
        come(DeviceType.PRINTER);
        first.broken = true;
        go(first);
        awaitReady(DeviceType.PRINTER);
    }
}
