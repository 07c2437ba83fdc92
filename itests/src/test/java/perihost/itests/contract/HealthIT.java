package perihost.itests.contract;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import perihost.itests.harness.Answer;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RawHttp;
import perihost.itests.harness.RunningHost;

/** What watches a kiosk from outside asks: does the host serve, and what are its devices? */
public class HealthIT {
    private static final String UNREACHABLE = "unreachable";

    private static RunningHost host;

    @BeforeClass
    public static void start() throws Exception {
        HostHome home = HostHome.fresh("health");
        host = RunningHost.start(home.printer(UNREACHABLE, "tcp:127.0.0.1:" + RunningHost.freePort()));
        host.client().awaitState(HostHome.PRINTER, "2");
        host.client().awaitState(UNREACHABLE, "2");
        host.client().printOn(UNREACHABLE, new byte[] {10});
        host.client().awaitState(UNREACHABLE, "4");
    }

    @AfterClass
    public static void stop() throws Exception {
        assertEquals(0, host.stop());
        host.home().delete();
    }

    @Test
    public void listsTheDevicesAsASnapshotDoes() throws Exception {
        JsonNode snapshot = host.client().snapshot();
        JsonNode devices = host.client().health().path("devices");
        assertEquals(snapshot.size(), devices.size());
        for (JsonNode device : devices) {
            JsonNode same = snapshot.path(device.path("deviceId").asText());
            assertEquals(same.path("deviceType"), device.path("deviceType"));
        }
    }

    @Test
    public void servesWhateverItsDevicesAre() throws Exception {
        for (JsonNode device : host.client().health().path("devices"))
            assertEquals(
                    device.path("deviceId").asText().equals(UNREACHABLE),
                    device.path("stateString").asText().equals("ERROR"));
    }

    @Test
    public void refusesForeignersLikeEverythingElse() throws Exception {
        assertEquals(403, health("Host: attacker.example:" + host.port()).status());
        assertEquals(
                403,
                health("Host: localhost:" + host.port(), "Origin: https://attacker.example")
                        .status());
    }

    private static Answer health(String... headers) throws Exception {
        try (RawHttp http = RawHttp.to(host.port())) {
            return http.request("GET /healthz", new byte[0], headers).answer();
        }
    }
}
