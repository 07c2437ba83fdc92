package perihost.core.command;

import perihost.api.command.DeviceSnapshot;

/** A device's snapshot as JSON text, as {@code get_state_snapshot} gives it whatever the transport (I2). */
final class SnapshotText {
    private SnapshotText() {}

    static String of(DeviceSnapshot d) {
        StringBuilder text = new StringBuilder(192);
        field(text.append('{'), "deviceId", d.deviceId());
        field(text.append(','), "deviceType", d.deviceType().name());
        field(text.append(','), "deviceName", d.deviceName());
        field(text.append(','), "state", d.state().code());
        field(text.append(','), "stateString", d.state().name());
        field(text.append(','), "lastError", d.lastError());
        return text.append('}').toString();
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append('"').append(name).append("\":\"");
        value.chars().forEach(c -> escape(text, (char) c));
        text.append('"');
    }

    private static void escape(StringBuilder text, char c) { // RFC 8259, 7
        if (c == '"' || c == '\\') text.append('\\').append(c);
        else if (c < ' ' || Character.isSurrogate(c)) text.append(String.format("\\u%04x", (int) c));
        else text.append(c);
    }
}
