package perihost.itests.docs;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Json;
import perihost.itests.harness.RunningHost;

/** A client that holds every answer and event against the API descriptions. */
final class Conformance {
    private static final String MEDIA = "/content/application~1json/schema";

    private final RunningHost host;
    private final Schemas commands;
    private final Schemas events;

    Conformance(RunningHost host) throws IOException {
        this.host = host;
        this.commands = Schemas.of("openapi.yaml");
        this.events = Schemas.of("asyncapi.yaml");
    }

    /** Posts a message that clients may send, as the description says. */
    Answer post(String body) throws Exception {
        JsonNode message = Json.read(body);
        JsonNode request = commands.at("/paths/~1api~1command/post/requestBody" + MEDIA);
        assertEquals(body, Set.of(), commands.against(request, message));
        return postAnyhow(body);
    }

    /** Posts what no client should send. */
    Answer postAnyhow(String body) throws Exception {
        Answer answer = host.client().post(body);
        check("/paths/~1api~1command/post", answer);
        if (answer.outcome().equals("OK")) {
            String type = Json.read(body).path("type").asText();
            JsonNode result = answer.body().path("result");
            assertEquals(answer.text(), Set.of(), commands.against(type + ".result", result));
        }
        return answer;
    }

    /** Another request. */
    Answer request(String method, String path, byte[] body, String... headers) throws Exception {
        Answer answer = host.client().request(method, path, body, headers);
        String operation = path.equals("/healthz") ? "/paths/~1healthz/get" : "/paths/~1api~1command/post";
        check(operation, answer);
        return answer;
    }

    private void check(String operation, Answer answer) {
        JsonNode response = commands.at(operation + "/responses/" + answer.status());
        assertEquals("application/json", answer.header("Content-Type").orElse("none"));
        response.path("headers")
                .fieldNames()
                .forEachRemaining(name -> assertEquals(
                        name + " of " + answer, true, answer.header(name).isPresent()));
        JsonNode schema = response.at(MEDIA);
        assertEquals(answer.text(), Set.of(), commands.against(schema, answer.body()));
    }

    /** An event as a client of this version got it. */
    void event(String version, JsonNode event) {
        String name = version.equals("1.0") ? "Event" : "Event" + version;
        assertEquals(event.toString(), Set.of(), events.against(name, event));
    }
}
