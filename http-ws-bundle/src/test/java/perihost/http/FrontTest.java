package perihost.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** A running server on a free port, with what tests of it share. */
public abstract class FrontTest {
    static final String JSON = "Content-Type: application/json\r\n";
    static final String ECHO = Wire.command("c", "echo", "{}");

    @Rule
    public final TemporaryFolder home = new TemporaryFolder();

    final Core core = new Core();
    private Optional<Front> front = Optional.empty();

    static Settings settings(String... keysAndValues) throws BadSetting {
        Map<String, String> values = new HashMap<>(Map.of("port", "0"));
        for (int i = 0; i < keysAndValues.length; i += 2) values.put(keysAndValues[i], keysAndValues[i + 1]);
        return Settings.from(values);
    }

    /** Starts it with changed settings. */
    Front start(String... keysAndValues) throws Exception {
        front = Optional.of(
                new Front(settings(keysAndValues), Optional.of(home.getRoot().toPath()), core, core));
        return front.get();
    }

    int port() {
        return front.orElseThrow().port();
    }

    /** The head of a command's request, with more headers. */
    String head(String headers) {
        return "POST /api/command HTTP/1.1\r\nHost: localhost:" + port() + "\r\n" + JSON + headers + "\r\n";
    }

    void assertAlive() throws Exception {
        try (Wire wire = new Wire(port())) {
            assertEquals(200, wire.post(ECHO).answer().status());
        }
    }

    /** Nothing of any test may be left behind: no request, no connection, no byte of a body. */
    @After
    public void stop() {
        front.ifPresent(f -> {
            f.close();
            assertEquals("requests without an answer", 0, f.runningRequests());
            assertEquals("connections", 0, f.openConnections());
            assertEquals("event clients", 0, f.eventClients());
            assertEquals("bytes of bodies", 0, f.bodyBytes());
            assertTrue("subscriptions", core.queues.isEmpty());
        });
    }

    /** The contract's form of a refusal (A3), which tells nothing of product or code (A13). */
    static void assertRefused(int status, String code, Wire.Answer answer) throws Exception {
        assertEquals(answer.text(), status, answer.status());
        assertEquals("application/json", answer.headers().get("content-type"));
        assertEquals(code, answer.code());
        assertEquals("1.0", answer.json().path("protocolVersion").asText());
        assertEquals("response", answer.json().path("kind").asText());
        assertTrue(answer.json().path("commandId").isTextual());
        assertTrue(answer.json().path("timestampMs").isIntegralNumber());
        assertTrue(answer.json().path("error").path("details").isObject());
        assertEquals("{}", answer.json().path("result").toString());
        assertFalse(answer.headers().containsKey("server"));
        assertFalse(answer.headers().containsKey("x-powered-by"));
        String all = (answer.headers() + answer.text()).toLowerCase(java.util.Locale.ROOT);
        for (String word : new String[] {"jetty", "java", "exception", "perihost.", "/etc", "jackson"})
            assertFalse(all, all.contains(word));
    }
}
