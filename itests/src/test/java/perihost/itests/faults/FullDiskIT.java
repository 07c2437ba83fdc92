package perihost.itests.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Client;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.PrinterPeer;
import perihost.itests.harness.RunningHost;
import perihost.itests.harness.Waiting;

/** No room for the journal: nothing is printed that is not written down, and all goes on once there is room (C5). */
public class FullDiskIT {
    private static final Duration RECOVERY = Duration.ofSeconds(40);
    private static final int MOST_UNTIL_FULL = 20_000;
    private static final String LONG = "\uc601".repeat(128 - 36);

    private final List<String> accepted = new ArrayList<>();

    @Test
    public void printsNothingThatItCannotWriteDown() throws Exception {
        HostHome home = HostHome.fresh("refused-writes");
        fillAndFree(home, new ScarceDisk.RefusedWrites());
        home.delete();
    }

    @Test
    public void recoversFromASmallFileSystemThatWasFull() throws Exception {
        HostHome home = HostHome.fresh("small-disk");
        boolean mounted = ScarceDisk.SmallFileSystem.mount(home);
        fillAndFree(home, mounted ? new ScarceDisk.SmallFileSystem(home) : new ScarceDisk.RefusedWrites());
        home.delete();
    }

    private void fillAndFree(HostHome home, ScarceDisk disk) throws Exception {
        try (disk;
                PrinterPeer printer = PrinterPeer.taking();
                RunningHost host = RunningHost.start(home.printerOn(printer.port()))) {
            host.client().awaitState(HostHome.PRINTER, "2");
            assertTrue(print(host).outcome().equals("OK"));
            disk.fill(host);
            printUntilFull(host);
            for (int i = 0; i < 10; i++) assertRefused(print(host));
            assertEquals("OK", host.client().send("get_device_list", Map.of()).outcome());
            assertEquals(
                    "OK", host.client().send("printer_status_check", Map.of()).outcome());
            disk.free(host);
            Waiting.until(
                    "a job is accepted again",
                    RECOVERY,
                    () -> print(host).outcome().equals("OK"));
            host.client().awaitState(HostHome.PRINTER, "2");
            assertEquals(0, host.stop());
            Waiting.until("all came out", RECOVERY, () -> printer.received().size() >= accepted.size());
            Set<String> printed = printer.received().stream().map(String::new).collect(Collectors.toSet());
            assertEquals(accepted.size(), printer.received().size());
            assertEquals(
                    List.of(),
                    accepted.stream().filter(id -> !printed.contains(id)).toList());
        }
    }

    /** The journal may have room laid out beforehand, so the first refusal need not come at once. */
    private void printUntilFull(RunningHost host) throws Exception {
        Answer answer = print(host);
        for (int i = 0; answer.outcome().equals("OK"); i++) {
            assertTrue("the disk is full and jobs are still accepted", i < MOST_UNTIL_FULL);
            answer = print(host);
        }
        assertRefused(answer);
    }

    /** Prints under a new id, as long as possible, once the printer is ready; the job's bytes are the id's end. */
    private Answer print(RunningHost host) throws Exception {
        String id = Client.id();
        String body = Client.print(LONG + id, id.getBytes());
        Answer answer = host.client().post(body);
        while (answer.code().equals("DEVICE_NOT_READY")) answer = host.client().post(body);
        if (answer.outcome().equals("OK")) accepted.add(id);
        return answer;
    }

    private static void assertRefused(Answer answer) {
        assertEquals(answer.text(), "FAILED", answer.outcome());
        assertEquals(answer.text(), "PROCESSING_ERROR", answer.code());
        assertFalse(answer.text().isEmpty());
    }
}
