package perihost.core.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import perihost.api.command.Command;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;
import perihost.api.device.ErrorCode;
import perihost.core.Texts;
import perihost.core.device.DeviceRegistry;
import perihost.core.device.ManagedDevice;

/**
 * Finds the device that a command is for (D2, D3, J1). Any thread.
 *
 * @param registry all devices
 * @param defaults the configured default by type
 */
record Devices(DeviceRegistry registry, Supplier<Map<DeviceType, String>> defaults) {
    /** @throws DeviceException {@code DEVICE_NOT_FOUND} */
    ManagedDevice choose(DeviceType type, Command command) {
        Optional<String> asked =
                command.version().hasExtensions() ? command.payload().text("deviceId") : Optional.empty();
        return asked.map(id -> named(type, id)).orElseGet(() -> byDefault(type));
    }

    private ManagedDevice named(DeviceType type, String id) {
        return registry.device(id)
                .filter(d -> d.type().equals(type))
                .orElseThrow(() -> notFound("there is no " + type + " of this id", Map.of("deviceId", id)));
    }

    private ManagedDevice byDefault(DeviceType type) {
        List<ManagedDevice> all =
                registry.devices().stream().filter(d -> d.type().equals(type)).toList();
        if (all.isEmpty()) throw notFound("no " + type + " is configured", Map.of("deviceType", type.name()));
        List<ManagedDevice> ready =
                all.stream().filter(d -> d.state() == DeviceState.READY).toList();
        if (ready.size() == 1) return ready.get(0);
        String configured = defaults.get().getOrDefault(type, "");
        return all.stream().filter(d -> d.id().equals(configured)).findFirst().orElse(all.get(0));
    }

    private static DeviceException notFound(String message, Map<String, String> details) {
        return new DeviceException(ErrorCode.DEVICE_NOT_FOUND, message, details);
    }

    /** The result that most commands have: the device and its state. */
    static Map<String, String> result(ManagedDevice device, DeviceState state) {
        return Texts.of("deviceId", device.id(), "state", state.code());
    }

    /** Whether it is connected, and cannot be used. */
    static boolean inTrouble(ManagedDevice device) {
        return device.state() == DeviceState.ERROR || device.state() == DeviceState.HUNG;
    }

    /** The result of a status check. @throws DeviceException {@code DEVICE_NOT_READY} when nobody knows it (D3) */
    static Map<String, String> status(ManagedDevice device) {
        DeviceState state = device.state();
        if (state == DeviceState.DISCONNECTED || state == DeviceState.CONNECTING) throw device.notReady();
        return result(device, state);
    }
}
