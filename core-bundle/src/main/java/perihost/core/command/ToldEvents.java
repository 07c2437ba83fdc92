package perihost.core.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import perihost.api.command.ProtocolVersion;
import perihost.api.device.DeviceType;
import perihost.core.device.ManagedDevice.Told;
import perihost.core.event.EventHub.News;
import perihost.core.event.EventHub.Ticket;

/** An outcome's event as fields of the journal's entry: a client that comes back after a crash is told it still. */
final class ToldEvents {
    private static final String ID = "event.id";
    private static final String TIME = "event.time";
    private static final String TYPE = "event.type";
    private static final String DEVICE = "event.device";
    private static final String KIND = "event.kind";
    private static final String VERSION = "event.version";
    private static final String DATA = "event.data.";
    private static final String EXTENSION = "event.extension.";
    private static final int LARGEST = 64 << 10; // a photo is not for the journal

    private ToldEvents() {}

    /** An event with its name. */
    record Named(News news, Ticket ticket) {}

    /** The fields; none when the event is too large. */
    static Map<String, String> fields(Told told) {
        News news = told.news();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(ID, told.ticket().eventId());
        fields.put(TIME, Long.toString(told.ticket().timestampMs()));
        fields.put(TYPE, news.eventType());
        fields.put(DEVICE, news.deviceId());
        fields.put(KIND, news.deviceType().name());
        fields.put(VERSION, news.fromVersion().toString());
        news.data().forEach((name, text) -> fields.put(DATA + name, text));
        news.extensions().forEach((name, text) -> fields.put(EXTENSION + name, text));
        int size = fields.values().stream().mapToInt(String::length).sum();
        return size > LARGEST ? Map.of() : fields;
    }

    /** The event of a command's fields, if they have one. */
    static Optional<Named> of(String commandId, Map<String, String> fields) {
        if (!fields.containsKey(ID)) return Optional.empty();
        News news = new News(
                fields.get(TYPE),
                new DeviceType(fields.get(KIND)),
                fields.get(DEVICE),
                Optional.of(commandId),
                History.named(fields, DATA),
                History.named(fields, EXTENSION),
                ProtocolVersion.parse(fields.getOrDefault(VERSION, "")).orElse(ProtocolVersion.V1_0));
        return Optional.of(new Named(news, new Ticket(fields.get(ID), Long.parseLong(fields.get(TIME)))));
    }
}
