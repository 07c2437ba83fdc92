package perihost.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Test;

/** Limits that are not the default ones, each by itself. */
public class ConfiguredLimitsTest extends FrontTest {
    @Test
    public void closesAConnectionThatIsIdle() throws Exception {
        start("idleSeconds", "6"); // the default is longer than a test's patience
        try (Wire silent = new Wire(port());
                Wire served = new Wire(port())) {
            assertEquals(200, served.post(ECHO).answer().status());
            assertTrue(silent.closed());
            assertTrue(served.closed());
        }
    }

    @Test
    public void refusesAHeaderOverTheLimit() throws Exception {
        start("maxHeaderBytes", "2048");
        try (Wire wire = new Wire(port())) {
            assertEquals(
                    200,
                    wire.get("/healthz", "X: " + "x".repeat(1500) + "\r\n")
                            .answer()
                            .status());
            assertRefused(
                    431,
                    "COMMAND_REJECTED",
                    wire.get("/healthz", "X: " + "x".repeat(2100) + "\r\n").answer());
            assertTrue(wire.closed());
        }
    }

    @Test
    public void givesABodyTheTimeThatItsBytesMayTake() throws Exception {
        start("bodySeconds", "1", "minBodyRate", "1000");
        String body = Wire.command("c", "echo", "{\"x\":\"" + "x".repeat(60_000) + "\"}");
        try (Wire steady = new Wire(port());
                Wire slow = new Wire(port())) {
            steady.send(head("Content-Length: " + body.length() + "\r\n") + body.substring(0, 50_000));
            slow.send(head("Content-Length: " + body.length() + "\r\n") + body.substring(0, 50));
            assertRefused(408, "COMMAND_REJECTED", slow.answer()); // a second has passed: the steady one has 50 more
            assertEquals(200, steady.send(body.substring(50_000)).answer().status());
        }
    }

    @Test
    public void readsNoMessageOfTooManyParts() throws Exception {
        start();
        try (Wire wire = new Wire(port())) {
            assertEquals(
                    200,
                    wire.post(Wire.command("c", "echo", fields(4900))).answer().status());
            Wire.Answer answer =
                    wire.post(Wire.command("c", "echo", fields(5000))).answer();
            assertRefused(400, "PARSE_ERROR", answer);
            assertEquals("c", answer.json().path("commandId").asText());
        }
    }

    private static String fields(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"f" + i + "\":\"\"")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
