package perihost.itests.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import perihost.itests.harness.Json;

/**
 * Fits the cases, which are written for a host with a device of each type, to the types that this host has devices of.
 * The one place that does so: when a driver joins the default distribution, its cases run without a change here.
 *
 * @param types the device types that the host shows
 */
record Configured(Set<String> types) {
    private static final Set<String> ALL = Set.of("payment", "printer", "camera");
    private static final Set<String> BEFORE_A_DEVICE = Set.of("PARSE_ERROR", "COMMAND_REJECTED", "INVALID_PAYLOAD");
    private static final JsonNode NOT_FOUND = Json.read("""
            {"protocolVersion": "1.0", "kind": "response", "commandId": "$same", "status": "REJECTED",
             "timestampMs": "$int", "result": {},
             "error": {"code": "DEVICE_NOT_FOUND", "message": "$text", "details": "$object"}}
            """);

    /** The expected body; that there is no such device where this host has none. */
    JsonNode expected(ContractCase c) {
        if (asksOfAnAbsentDevice(c)) return NOT_FOUND;
        JsonNode body = c.expect().path("body").deepCopy();
        if (body.path("snapshot") instanceof ObjectNode snapshot) snapshot.remove(absentIds());
        if (!(body.path("result") instanceof ObjectNode result)) return body;
        if (c.commandType().equals("get_state_snapshot")) result.remove(absentIds());
        if (c.commandType().equals("get_device_list") && result.has("printer"))
            for (String type : ALL) if (!types.contains(type)) result.set(type, TextNode.valueOf(""));
        return body;
    }

    private boolean asksOfAnAbsentDevice(ContractCase c) {
        String type = c.commandType().split("_", 2)[0];
        if (!ALL.contains(type) || types.contains(type)) return false;
        String code = c.expect().path("body").path("error").path("code").asText();
        return !BEFORE_A_DEVICE.contains(code);
    }

    private List<String> absentIds() {
        return typesById().entrySet().stream()
                .filter(e -> !types.contains(e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, String> typesById() {
        Map<String, String> found = new HashMap<>();
        for (ContractCase c : ContractCase.all())
            for (JsonNode entry : c.expect().path("body").path("snapshot"))
                found.put(
                        entry.path("deviceId").asText(),
                        entry.path("deviceType").asText());
        return found;
    }
}
