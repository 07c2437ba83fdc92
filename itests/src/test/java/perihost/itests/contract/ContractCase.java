package perihost.itests.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import perihost.itests.harness.Json;

/**
 * One request and the answer that is expected.
 *
 * @param name    what it shows
 * @param rule    the rule that it holds to
 * @param request as in the file
 * @param expect  as in the file
 */
record ContractCase(String name, String rule, JsonNode request, JsonNode expect) {
    /** The file, a resource of this module. */
    static final String FILE = "contract-cases.json";

    /** All cases, in the file's order. */
    static List<ContractCase> all() {
        List<ContractCase> all = new ArrayList<>();
        for (JsonNode c : Json.read(new String(file(), StandardCharsets.UTF_8)).path("cases"))
            all.add(new ContractCase(
                    c.path("name").asText(), c.path("rule").asText(), c.path("request"), c.path("expect")));
        return all;
    }

    /** The file's bytes. */
    static byte[] file() {
        try (InputStream in = ContractCase.class.getResourceAsStream("/" + FILE)) {
            return Objects.requireNonNull(in, FILE).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command type that is asked for, {@code ""} when there is none. */
    String commandType() {
        return request.path("body").path("type").asText();
    }

    /** The body to send, with this id where a fresh one is wanted. */
    byte[] body(String freshId) {
        if (request.has("bodyBase64"))
            return Base64.getDecoder().decode(request.path("bodyBase64").asText());
        String text = request.path("bodyText").asText();
        if (request.has("body")) text = request.path("body").toString().replace("\"$uuid\"", "\"" + freshId + "\"");
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What {@code $same} stands for. */
    String sentId(String freshId) {
        JsonNode body = request.path("body");
        String id = body.path("commandId").asText(body.path("requestId").asText());
        return id.equals("$uuid") ? freshId : id;
    }

    @Override
    public String toString() {
        return rule + ", " + name;
    }
}
