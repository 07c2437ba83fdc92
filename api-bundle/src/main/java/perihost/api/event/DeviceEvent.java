package perihost.api.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import perihost.api.command.ProtocolVersion;
import perihost.api.device.DeviceType;

/**
 * Something that happened to a device (contract 6 and 8).
 *
 * @param eventId     a version 7 UUID: unique, and in order of creation (H5)
 * @param sequence    from 1, increasing by one in each run of the host; 1.1 only (J2)
 * @param eventType   such as {@code device_state_changed}
 * @param timestampMs when, milliseconds since 1970, host's clock
 * @param deviceType  the device's kind
 * @param deviceId    the device; 1.1 only (J2)
 * @param commandId   the command that caused it, if any; 1.1 only (J2)
 * @param data        what a client of any version is told; texts by name, in order; copied
 * @param extensions  what 1.1 clients are told beside; copied
 * @param fromVersion the first version that has such an event: clients of an older one are not told of it
 */
public record DeviceEvent(
        String eventId,
        long sequence,
        String eventType,
        long timestampMs,
        DeviceType deviceType,
        String deviceId,
        Optional<String> commandId,
        Map<String, String> data,
        Map<String, String> extensions,
        ProtocolVersion fromVersion) {
    private static final int ENVELOPE = 256;

    /** Copies data and extensions. */
    public DeviceEvent {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(eventType, "eventType");
        Objects.requireNonNull(deviceType, "deviceType");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(commandId, "commandId");
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
        Objects.requireNonNull(fromVersion, "fromVersion");
    }

    /** An event that clients of all versions are told of. */
    public DeviceEvent(
            String eventId,
            long sequence,
            String eventType,
            long timestampMs,
            DeviceType deviceType,
            String deviceId,
            Optional<String> commandId,
            Map<String, String> data,
            Map<String, String> extensions) {
        this(
                eventId,
                sequence,
                eventType,
                timestampMs,
                deviceType,
                deviceId,
                commandId,
                data,
                extensions,
                ProtocolVersion.V1_0);
    }

    /** About how many bytes it is worth in a queue: its texts and an envelope (H2). */
    public int weight() {
        return ENVELOPE + weight(data) + weight(extensions);
    }

    private static int weight(Map<String, String> texts) {
        int weight = 0;
        for (Map.Entry<String, String> e : texts.entrySet())
            weight += e.getKey().length() + e.getValue().length();
        return weight;
    }
}
