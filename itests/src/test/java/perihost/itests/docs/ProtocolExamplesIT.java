package perihost.itests.docs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Built;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.Json;
import perihost.itests.harness.RunningHost;

/** Every example of {@code docs/protocol.md}, in the page's order, against a host with the default configuration. */
public class ProtocolExamplesIT {
    private static final String LATEST = "1.1";

    private static RunningHost host;
    private final Map<String, EventClient> streams = new LinkedHashMap<>(); // by protocol version
    private Optional<Answer> answer = Optional.empty();

    @BeforeClass
    public static void start() throws Exception {
        host = RunningHost.start(HostHome.fresh("protocol-examples"));
        host.client().awaitState(HostHome.PRINTER, "2");
        host.client().awaitState(HostHome.TERMINAL, "2");
    }

    @AfterClass
    public static void stop() {
        if (host != null) host.close();
    }

    @Test
    public void doesWhatThePageShows() throws Exception {
        List<Example> examples = Example.of(Built.root().resolve("docs").resolve("protocol.md"));
        assertTrue("the page has lost its examples: " + examples.size(), examples.size() >= 40);
        try (EventClient first = EventClient.of(host);
                EventClient latest = EventClient.of(host, "?protocolVersion=" + LATEST)) {
            streams.put("", first);
            streams.put(LATEST, latest);
            for (Example example : examples) execute(example);
        }
        assertTrue("the last request has no answer", answer.isEmpty());
    }

    private void execute(Example example) throws Exception {
        switch (example.kind()) {
            case "json request" -> ask(example, host.client().post(example.text()));
            case "http request" -> ask(example, http(example));
            case "json response" -> compare(example);
            default -> await(example);
        }
    }

    private void ask(Example example, Answer given) {
        assertTrue("line " + example.line() + ": the request before has no answer", answer.isEmpty());
        answer = Optional.of(given);
    }

    /** A request line, headers, an empty line, the body. */
    private static Answer http(Example example) throws Exception {
        String[] parts = example.text().split("\n\n", 2);
        String[] head = parts[0].split("\n");
        String[] first = head[0].split(" ");
        List<String> headers = new ArrayList<>();
        for (int i = 1; i < head.length; i++) headers.addAll(List.of(head[i].split(": ", 2)));
        byte[] body = (parts.length > 1 ? parts[1] : "").getBytes(StandardCharsets.UTF_8);
        return host.client().request(first[0], first[1], body, headers.toArray(String[]::new));
    }

    private void compare(Example example) {
        Answer given = answer.orElseThrow(() -> new AssertionError("line " + example.line() + ": answers nothing"));
        answer = Optional.empty();
        String status = example.more().isEmpty() ? "200" : example.more();
        assertEquals("line " + example.line() + ": " + given, status, Integer.toString(given.status()));
        String difference = Likeness.difference(Json.read(example.text()), given.body());
        assertEquals("line " + example.line() + ": " + given.text(), "", difference);
    }

    /** The event comes, after none or some that the page does not show. */
    private void await(Example example) throws Exception {
        JsonNode shown = Json.read(example.text());
        List<String> seen = new ArrayList<>();
        try {
            streams.get(example.more()).until(event -> {
                seen.add(Likeness.difference(shown, event));
                return seen.get(seen.size() - 1).isEmpty();
            });
        } catch (AssertionError none) {
            throw new AssertionError("line " + example.line() + ": the event does not come, but others: " + seen, none);
        }
    }
}
