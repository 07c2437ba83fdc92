package perihost.itests.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RawHttp;
import perihost.itests.harness.RunningHost;

/** Hundreds of connections that send nearly nothing: others are answered, and the slow ones are ended. */
public class SlowSendersIT {
    private static final int SLOW = 300;
    private static final long LONGEST_MS = 60_000;

    private static RunningHost host;

    @BeforeClass
    public static void start() throws Exception {
        host = RunningHost.start(HostHome.fresh("slow"));
    }

    @AfterClass
    public static void stop() throws Exception {
        assertEquals(0, host.stop());
        host.home().delete();
    }

    @Test
    public void servesOthersMeanwhileAndEndsTheSlow() throws Exception {
        List<RawHttp> slow = new ArrayList<>();
        for (int i = 0; i < SLOW; i++) slow.add(RawHttp.to(host.port()).write(beginning(i % 3)));
        for (int i = 0; i < 200; i++)
            assertEquals("OK", host.client().send("get_device_list", Map.of()).outcome());
        for (RawHttp http : slow) trickleUntilEnded(http, System.nanoTime());
        assertEquals("OK", host.client().send("get_device_list", Map.of()).outcome());
    }

    /** Nothing; half a head; a head and the beginning of a body. */
    private static String beginning(int kind) {
        if (kind == 0) return "P";
        String head = "POST /api/command HTTP/1.1\r\nHost: localhost:" + host.port() + "\r\n";
        if (kind == 1) return head;
        return head + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
    }

    private static void trickleUntilEnded(RawHttp http, long begun) throws IOException {
        try (http) {
            while (!http.endedWithin(500)) {
                assertTrue("a slow sender is still served", System.nanoTime() - begun < LONGEST_MS * 1_000_000);
                if (!http.tryWrite(" ")) return;
            }
        }
    }
}
