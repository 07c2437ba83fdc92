package perihost.itests.faults;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import perihost.itests.harness.Client;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.PrinterPeer;
import perihost.itests.harness.RunningHost;

/** The orderly end: devices finish, within bounds, and the exit code is 0. */
public class StopIT {
    /** 5 s for the devices and what it takes to go, on a busy machine. */
    private static final Duration BOUND = Duration.ofSeconds(12);

    private static final int JOB = 300_000;

    private HostHome home;

    @Before
    public void makeHome() throws Exception {
        home = HostHome.fresh("stop");
    }

    @After
    public void deleteHome() throws Exception {
        home.delete();
    }

    @Test
    public void exitsWithZeroWhenIdle() throws Exception {
        try (RunningHost host = RunningHost.start(home);
                EventClient events = EventClient.of(host)) {
            host.process().destroy();
            assertEquals(0, host.awaitExit(BOUND));
            events.awaitEnd();
            assertTrue(host.stdout(), host.stdout().matches("ready http://localhost:\\d+ in \\d+ ms"));
        }
    }

    @Test
    public void letsAJobFinishFirst() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        byte[] data = new byte[JOB];
        new Random(1).nextBytes(data);
        try (PrinterPeer printer = PrinterPeer.on(0, (socket, taken) -> {
                    taken.write(socket.getInputStream().readNBytes(1));
                    begun.countDown();
                    await(stopping);
                    taken.write(socket.getInputStream().readAllBytes());
                });
                RunningHost host = RunningHost.start(home.printerOn(printer.port()));
                EventClient events = EventClient.of(host)) {
            String id = print(host, data);
            await(begun);
            host.process().destroy();
            stopping.countDown();
            assertArrayEquals(data, printer.awaitJob());
            JsonNode outcome = events.untilPrinted(id).path("data");
            assertEquals("true", outcome.path("success").asText());
            assertEquals(0, host.awaitExit(BOUND));
        }
    }

    @Test
    public void doesNotWaitForAStuckPrinterForEver() throws Exception {
        try (PrinterPeer printer = PrinterPeer.stuckOn(RunningHost.freePort());
                RunningHost host = RunningHost.start(home.printerOn(printer.port()))) {
            print(host, new byte[JOB]);
            printer.awaitBegun();
            host.process().destroy();
            assertEquals(0, host.awaitExit(BOUND));
        }
    }

    private static String print(RunningHost host, byte[] data) throws Exception {
        host.client().awaitState(HostHome.PRINTER, "2");
        String id = Client.id();
        assertEquals("OK", host.client().post(Client.print(id, data)).outcome());
        return id;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) throw new IOException("nobody comes");
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
