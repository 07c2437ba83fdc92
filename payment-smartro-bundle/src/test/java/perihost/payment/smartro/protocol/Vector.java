package perihost.payment.smartro.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** One case of {@code smartro-frames.json}. */
public record Vector(JsonNode json) {
    public static List<Vector> all() throws IOException {
        List<Vector> all = new ArrayList<>();
        try (InputStream in = Vector.class.getResourceAsStream("/smartro-frames.json")) {
            new ObjectMapper().readTree(in).get("vectors").forEach(v -> all.add(new Vector(v)));
        }
        return all;
    }

    public String name() {
        return json.get("name").asText();
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(json.get("hex").asText());
    }

    List<String> tokens() {
        return texts(json.get("tokens"));
    }

    /** The frames that it holds, decoded. */
    List<JsonNode> frames() {
        List<JsonNode> frames = new ArrayList<>();
        JsonNode fields = json.get("fields");
        if (fields.has("frames")) fields.get("frames").forEach(frames::add);
        else frames.add(fields);
        return frames;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(t -> texts.add(t.asText()));
        return texts;
    }
}
