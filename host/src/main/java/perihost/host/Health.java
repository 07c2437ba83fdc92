package perihost.host;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the answer of {@code GET /healthz}; fields it does not know are skipped. */
final class Health {
    private Health() {}

    /** @throws IOException when it is not JSON, or names no devices */
    static List<Device> read(InputStream json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw new IOException("not a JSON object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean devices = parser.currentName().equals("devices");
                if (parser.nextToken() == JsonToken.START_ARRAY && devices) return devices(parser);
                parser.skipChildren();
            }
            throw new IOException("no devices named");
        }
    }

    private static List<Device> devices(JsonParser parser) throws IOException {
        List<Device> devices = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_OBJECT) devices.add(device(parser));
        return devices;
    }

    private static Device device(JsonParser parser) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) fields.put(name, parser.getText());
            parser.skipChildren();
        }
        return new Device(
                fields.getOrDefault("deviceId", ""),
                fields.getOrDefault("deviceType", ""),
                fields.getOrDefault("stateString", ""),
                fields.getOrDefault("deviceName", ""),
                fields.getOrDefault("lastError", ""));
    }
}
