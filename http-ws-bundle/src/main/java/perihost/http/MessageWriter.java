package perihost.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import perihost.api.command.CommandError;
import perihost.api.command.DeviceSnapshot;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;
import perihost.api.event.DeviceEvent;

/** The contract's messages in, JSON out, as UTF-8 in a buffer with an array. Keys come as the contract has them. */
final class MessageWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int SMALL = 512;

    private MessageWriter() {}

    /** The body of a refusal, written in 1.0 (A3, A12). */
    static ByteBuffer refusal(CommandError error, String commandId) {
        return response(Response.error(ProtocolVersion.V1_0, commandId, System.currentTimeMillis(), error));
    }

    /** A response to a command (contract 6, J4). */
    static ByteBuffer response(Response r) {
        return write(SMALL, g -> {
            begin(g, r.version(), "response");
            g.writeStringField("commandId", r.commandId());
            g.writeStringField("status", r.status().name());
            g.writeNumberField("timestampMs", r.timestampMs());
            if (r.error().isPresent()) error(g, r.error().get());
            else g.writeNullField("error");
            texts(g, "result", r.result());
            if (r.replayed() && r.version().hasExtensions()) g.writeStringField("replayed", "true");
            g.writeEndObject();
        });
    }

    private static void begin(JsonGenerator g, ProtocolVersion version, String kind) throws IOException {
        g.writeStartObject();
        g.writeStringField("protocolVersion", version.toString());
        g.writeStringField("kind", kind);
    }

    private static void error(JsonGenerator g, CommandError error) throws IOException {
        g.writeObjectFieldStart("error");
        g.writeStringField("code", error.code().name());
        g.writeStringField("message", error.message());
        texts(g, "details", error.details());
        g.writeEndObject();
    }

    private static void texts(JsonGenerator g, String name, Map<String, String> texts) throws IOException {
        g.writeObjectFieldStart(name);
        fields(g, texts);
        g.writeEndObject();
    }

    private static void fields(JsonGenerator g, Map<String, String> texts) throws IOException {
        for (Map.Entry<String, String> e : texts.entrySet()) g.writeStringField(e.getKey(), e.getValue());
    }

    /** The answer to a snapshot request (I1). */
    static ByteBuffer snapshot(ProtocolVersion version, String requestId, List<DeviceSnapshot> devices) {
        return write(SMALL, g -> {
            begin(g, version, "snapshot_response");
            g.writeStringField("requestId", requestId);
            g.writeNumberField("timestampMs", System.currentTimeMillis());
            g.writeObjectFieldStart("snapshot");
            for (DeviceSnapshot device : devices) {
                g.writeFieldName(device.deviceId());
                device(g, device);
            }
            g.writeEndObject();
            g.writeEndObject();
        });
    }

    private static void device(JsonGenerator g, DeviceSnapshot device) throws IOException {
        g.writeStartObject();
        g.writeStringField("deviceId", device.deviceId());
        g.writeStringField("deviceType", device.deviceType().name());
        g.writeStringField("deviceName", device.deviceName());
        g.writeStringField("state", device.state().code());
        g.writeStringField("stateString", device.state().name());
        g.writeStringField("lastError", device.lastError());
        g.writeEndObject();
    }

    /** What {@code /healthz} says. */
    static ByteBuffer health(List<DeviceSnapshot> devices) {
        return write(SMALL, g -> {
            g.writeStartObject();
            g.writeStringField("status", "UP");
            g.writeArrayFieldStart("devices");
            for (DeviceSnapshot device : devices) device(g, device);
            g.writeEndArray();
            g.writeEndObject();
        });
    }

    /** An event, for clients of 1.0 or of 1.1 (J2). */
    static ByteBuffer event(DeviceEvent event, boolean extended) {
        return write(event.weight(), g -> {
            begin(g, extended ? ProtocolVersion.V1_1 : ProtocolVersion.V1_0, "event");
            g.writeStringField("eventId", event.eventId());
            g.writeStringField("eventType", event.eventType());
            g.writeNumberField("timestampMs", event.timestampMs());
            g.writeStringField("deviceType", event.deviceType().name());
            g.writeObjectFieldStart("data");
            fields(g, event.data());
            if (extended) extensions(g, event);
            g.writeEndObject();
            if (extended) {
                g.writeStringField("deviceId", event.deviceId());
                if (event.commandId().isPresent())
                    g.writeStringField("commandId", event.commandId().get());
                g.writeStringField("sequence", Long.toString(event.sequence()));
            }
            g.writeEndObject();
        });
    }

    private static void extensions(JsonGenerator g, DeviceEvent event) throws IOException {
        for (Map.Entry<String, String> e : event.extensions().entrySet())
            if (!event.data().containsKey(e.getKey())) g.writeStringField(e.getKey(), e.getValue());
    }

    private interface Content {
        void writeTo(JsonGenerator g) throws IOException;
    }

    private static ByteBuffer write(int size, Content content) {
        try {
            Bytes bytes = new Bytes(size);
            try (JsonGenerator g = JSON.createGenerator(bytes)) {
                content.writeTo(g);
            }
            return bytes.buffer();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }

    /** Gives its bytes away without a copy. */
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes(int size) {
            super(size);
        }

        ByteBuffer buffer() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }
}
