package perihost.itests.bundles;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import perihost.api.command.CommandService;
import perihost.api.device.DeviceState;
import perihost.api.event.EventStream;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.Waiting;

/** The driver comes and goes while commands flow: each is answered once, and nothing of the old driver stays. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PrinterLifecycleIT {
    private static final String DRIVER = "perihost.printer.escpos";
    private static final String PRINTER = HostHome.PRINTER;
    private static final Duration COLLECTED = Duration.ofSeconds(30);
    private static final int ROUNDS = 5;

    @Inject
    private BundleContext context;

    @Inject
    private CommandService commands;

    @Inject
    private EventStream stream;

    @Configuration
    public Option[] configuration() throws Exception {
        return Container.options("lifecycle");
    }

    @Test
    public void answersEachCommandOnceWhileTheDriverComesAndGoes() throws Exception {
        Inside inside = new Inside(commands);
        inside.await(PRINTER, DeviceState.READY);
        try (EventLog events = new EventLog(stream);
                Flow flow = new Flow(inside, PRINTER)) {
            for (int round = 0; round < ROUNDS; round++) {
                stopAndStart(inside, flow);
                update(inside);
                uninstallAndInstall(inside, flow);
            }
            flow.finish();
            assertEquals(List.of(), flow.faults());
            checkOutcomes(flow.accepted(), events);
        }
    }

    @Test
    public void keepsNothingOfAnOldDriver() throws Exception {
        Inside inside = new Inside(commands);
        inside.await(PRINTER, DeviceState.READY);
        inside.print(Inside.id(), PRINTER);
        inside.await(PRINTER, DeviceState.READY);
        assertEquals(threads().toString(), 1, threads().size());
        WeakReference<ClassLoader> updated = loader();
        update(inside);
        assertNotEquals(null, loader().get());
        awaitCollected("the updated driver", updated);
        WeakReference<ClassLoader> uninstalled = loader();
        String location = driver().getLocation();
        driver().uninstall();
        awaitCollected("the uninstalled driver", uninstalled);
        Waiting.until("its threads have ended", COLLECTED, () -> threads().isEmpty());
        install(location);
        inside.await(PRINTER, DeviceState.READY);
    }

    private void stopAndStart(Inside inside, Flow flow) throws Exception {
        driver().stop();
        awaitAbsent(inside, flow);
        driver().start();
        awaitFlowing(inside, flow);
    }

    private void update(Inside inside) throws Exception {
        Bundle driver = driver();
        try (InputStream jar = java.net.URI.create(driver.getLocation()).toURL().openStream()) {
            driver.update(jar);
        }
        inside.await(PRINTER, DeviceState.READY);
    }

    private void uninstallAndInstall(Inside inside, Flow flow) throws Exception {
        String location = driver().getLocation();
        driver().uninstall();
        awaitAbsent(inside, flow);
        install(location);
        awaitFlowing(inside, flow);
    }

    private void install(String location) throws Exception {
        context.installBundle(location).start();
    }

    /** Without its driver the device is still there, and says that it is not (D3). */
    private static void awaitAbsent(Inside inside, Flow flow) throws Exception {
        assertEquals(DeviceState.DISCONNECTED, inside.device(PRINTER).state());
        assertEquals("DEVICE_NOT_READY", Inside.code(inside.print(Inside.id(), PRINTER)));
        assertEquals("DEVICE_NOT_READY", Inside.code(inside.status(PRINTER)));
        assertEquals(
                PRINTER,
                inside.send(Inside.id(), "get_device_list", "", Map.of())
                        .result()
                        .get("printer"));
        int before = flow.answered();
        Waiting.until("commands flow on", COLLECTED, () -> flow.answered() > before + 5);
    }

    private static void awaitFlowing(Inside inside, Flow flow) throws Exception {
        int before = flow.accepted().size();
        Waiting.until("jobs are accepted", COLLECTED, () -> flow.accepted().size() > before + 2);
    }

    /** Each accepted job has one outcome, and the simulator keeps each that was printed, once. */
    private void checkOutcomes(List<String> accepted, EventLog events) throws Exception {
        Waiting.until(
                "each job has an outcome",
                COLLECTED,
                () -> events.outcomes().keySet().containsAll(accepted));
        Map<String, List<String>> outcomes = events.outcomes();
        assertTrue(accepted.size() + " jobs", accepted.size() >= ROUNDS);
        for (String id : accepted) assertEquals(id, 1, outcomes.get(id).size());
        long printed =
                outcomes.values().stream().filter(o -> o.contains("true")).count();
        Path receipts = Path.of(context.getProperty("perihost.home"), "receipts");
        try (Stream<Path> files = Files.walk(receipts)) {
            long kept = files.filter(Files::isRegularFile).count();
            assertTrue(kept + " receipts for " + printed, kept >= printed && kept <= accepted.size() + 2);
        }
    }

    /** Threads that are named after the device or its driver, as all that the host makes for them are. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains(PRINTER) || name.contains(DRIVER))
                .toList();
    }

    private Bundle driver() {
        return Arrays.stream(context.getBundles())
                .filter(b -> Objects.equals(b.getSymbolicName(), DRIVER))
                .findAny()
                .orElseThrow();
    }

    private WeakReference<ClassLoader> loader() {
        return new WeakReference<>(driver().adapt(BundleWiring.class).getClassLoader());
    }

    private static void awaitCollected(String what, WeakReference<ClassLoader> loader) throws Exception {
        Waiting.until(what + "'s class loader is collected", COLLECTED, () -> {
            System.gc();
            return loader.get() == null;
        });
    }
}
