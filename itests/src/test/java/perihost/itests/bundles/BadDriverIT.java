package perihost.itests.bundles;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import perihost.api.command.CommandService;
import perihost.api.command.Response;
import perihost.api.device.Device;
import perihost.api.device.DeviceState;
import perihost.api.event.EventStream;
import perihost.api.printer.Printer;
import perihost.itests.bundles.BadPrinter.Way;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.Waiting;

/**
 * Drivers that throw, block for ever or answer twice, in a bundle beside a good one: each makes its own device ERROR or
 * HUNG, every command is answered in time, and the good printer prints on.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BadDriverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    private BundleContext context;

    @Inject
    private CommandService commands;

    @Inject
    private EventStream stream;

    private final CountDownLatch released = new CountDownLatch(1);
    private Inside inside;
    private EventLog events;
    private Flow good;

    @Configuration
    public Option[] configuration() throws Exception {
        return Container.options("bad-driver");
    }

    @Before
    public void begin() throws Exception {
        inside = new Inside(commands);
        inside.await(HostHome.PRINTER, DeviceState.READY);
        events = new EventLog(stream);
        good = new Flow(inside, HostHome.PRINTER);
    }

    @After
    public void theGoodPrinterNoticedNothing() throws Exception {
        released.countDown();
        Waiting.until("jobs flow", PATIENCE, () -> good.accepted().size() > 10);
        good.close();
        assertEquals(List.of(), good.faults());
        List<String> accepted = good.accepted();
        Waiting.until(
                "each has an outcome",
                PATIENCE,
                () -> events.outcomes().keySet().containsAll(accepted));
        for (String id : accepted)
            assertEquals(id, List.of("true"), events.outcomes().get(id));
        events.close();
    }

    @Test
    public void turnsAThrowInAJobIntoItsFailure() throws Exception {
        for (Way way : List.of(Way.THROWS_IN_PRINT, Way.FAILS_TO_LINK, Way.RETURNS_NULL, Way.COMPLETES_WITH_NULL)) {
            ServiceRegistration<?> driver = register(way);
            inside.await(id(way), DeviceState.READY);
            awaitOutcome(way, print(way), "false");
            awaitThrough(way, DeviceState.ERROR);
            inside.await(id(way), DeviceState.READY);
            driver.unregister();
        }
    }

    @Test
    public void turnsADriverThatDoesNotComeUpIntoATroubledDevice() throws Exception {
        register(Way.THROWS_IN_OPEN);
        register(Way.BLOCKS_IN_OPEN);
        awaitThrough(Way.THROWS_IN_OPEN, DeviceState.ERROR);
        assertEquals("DEVICE_NOT_READY", Inside.code(print(Way.BLOCKS_IN_OPEN)));
        awaitThrough(Way.BLOCKS_IN_OPEN, DeviceState.HUNG);
        assertEquals("DEVICE_NOT_READY", Inside.code(print(Way.THROWS_IN_OPEN)));
        assertEquals("DEVICE_NOT_READY", Inside.code(print(Way.BLOCKS_IN_OPEN)));
        assertEquals("5", inside.status(id(Way.BLOCKS_IN_OPEN)).result().get("state"));
    }

    @Test
    public void turnsADriverThatNeverReturnsIntoAHungDevice() throws Exception {
        Response[] jobs = new Response[2];
        List<Way> ways = List.of(Way.BLOCKS_IN_PRINT, Way.NEVER_COMPLETES);
        for (int i = 0; i < 2; i++) {
            register(ways.get(i));
            inside.await(id(ways.get(i)), DeviceState.READY);
            jobs[i] = print(ways.get(i));
            assertEquals("DEVICE_NOT_READY", Inside.code(print(ways.get(i))));
            assertEquals("3", inside.status(id(ways.get(i))).result().get("state"));
        }
        for (int i = 0; i < 2; i++) {
            awaitOutcome(ways.get(i), jobs[i], "false");
            awaitThrough(ways.get(i), DeviceState.HUNG);
        }
        assertEquals("DEVICE_NOT_READY", Inside.code(print(Way.BLOCKS_IN_PRINT)));
    }

    @Test
    public void answersAQueryThatBlocksTheDriver() throws Exception {
        register(Way.BLOCKS_IN_CAPABILITIES);
        inside.await(id(Way.BLOCKS_IN_CAPABILITIES), DeviceState.READY);
        Response answer =
                inside.send(Inside.id(), "printer_get_capabilities", id(Way.BLOCKS_IN_CAPABILITIES), Map.of());
        assertEquals("PROCESSING_ERROR", Inside.code(answer));
        awaitThrough(Way.BLOCKS_IN_CAPABILITIES, DeviceState.HUNG);
        assertEquals("DEVICE_NOT_READY", Inside.code(print(Way.BLOCKS_IN_CAPABILITIES)));
    }

    @Test
    public void takesTheFirstOfTwoOutcomes() throws Exception {
        register(Way.COMPLETES_TWICE);
        for (int i = 0; i < 3; i++) {
            inside.await(id(Way.COMPLETES_TWICE), DeviceState.READY);
            awaitOutcome(Way.COMPLETES_TWICE, print(Way.COMPLETES_TWICE), "true");
        }
    }

    @Test
    public void letsABundleGoThatDoesNotClose() throws Exception {
        ServiceRegistration<?> driver = register(Way.BLOCKS_IN_CLOSE);
        inside.await(id(Way.BLOCKS_IN_CLOSE), DeviceState.READY);
        driver.unregister();
        Waiting.until(
                "it is gone",
                PATIENCE,
                () -> commands.snapshot(List.of()).stream()
                        .noneMatch(d ->
                                d.deviceId().equals(id(Way.BLOCKS_IN_CLOSE)) && d.state() != DeviceState.DISCONNECTED));
    }

    private ServiceRegistration<?> register(Way way) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(Device.ID, id(way));
        properties.put(Device.NAME, way.name());
        return context.registerService(Printer.class, new BadPrinter(way, released), properties);
    }

    private Response print(Way way) throws Exception {
        return inside.print(Inside.id(), id(way));
    }

    private void awaitOutcome(Way way, Response accepted, String success) throws Exception {
        assertEquals(way + ": " + accepted, "", Inside.code(accepted));
        String jobId = accepted.commandId();
        Waiting.until(way + ": an outcome", PATIENCE, () -> events.outcomes().containsKey(jobId));
        assertEquals(way.name(), List.of(success), events.outcomes().get(jobId));
    }

    private void awaitThrough(Way way, DeviceState state) throws Exception {
        Waiting.until(
                way + " through " + state,
                PATIENCE,
                () -> events.states(id(way)).contains(state.code()));
    }

    private static String id(Way way) {
        return way.name().toLowerCase(Locale.ROOT);
    }
}
