package perihost.core.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import perihost.api.device.DeviceType;
import perihost.core.device.DeviceRegistry;
import perihost.core.device.ManagedDevice;

/** The commands that are about all devices. */
record CommonCommands(DeviceRegistry registry) {
    /** The types in the order of {@code get_device_list} (I3). */
    static final List<String> TYPES =
            List.of(DeviceType.PAYMENT.name(), DeviceType.PRINTER.name(), DeviceType.CAMERA.name());

    List<Handler> handlers() {
        return List.of(
                Handler.query("get_device_list", asked -> asked.ok(list())),
                Handler.query("get_state_snapshot", asked -> asked.ok(states())));
    }

    private Map<String, String> list() {
        Map<String, String> ids = new LinkedHashMap<>();
        for (String type : TYPES) ids.put(type, "");
        for (ManagedDevice device : registry.devices())
            ids.computeIfPresent(
                    device.type().name(),
                    (type, before) -> before.isEmpty() ? device.id() : before + "," + device.id());
        return ids;
    }

    private Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        registry.snapshots().forEach(d -> states.put(d.deviceId(), SnapshotText.of(d)));
        return states;
    }
}
