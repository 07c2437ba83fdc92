package perihost.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import perihost.api.command.Command;
import perihost.api.command.Payload;
import perihost.api.command.ProtocolVersion;

/** The fields of an envelope as they are read, and what is wrong with them (A4, A5). An absent text is {@code ""}. */
final class MessageFields {
    private static final String NOT_TEXT = "must be a string";

    private String version = "";
    private String kind = "";
    private String commandId = "";
    private String requestId = "";
    private Optional<String> type = Optional.empty();
    private Payload payload = Payload.EMPTY;
    private List<String> deviceTypes = List.of();
    private final Map<String, String> wrong = new LinkedHashMap<>();

    /** Takes the value that the parser stands at. */
    void take(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "protocolVersion" -> version = text(name, parser);
            case "kind" -> kind = text(name, parser);
            case "commandId" -> commandId = text(name, parser);
            case "requestId" -> requestId = text(name, parser);
            case "type" -> type = Optional.of(text(name, parser));
            case "timestampMs" -> {
                if (!parser.currentToken().isNumeric()) wrong(name, "must be a number", parser);
            }
            case "payload" -> payload(parser);
            case "deviceTypes" -> deviceTypes(parser);
            default -> parser.skipChildren();
        }
    }

    private String text(String name, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) return wrong(name, NOT_TEXT, parser);
        String text = parser.getText();
        return Unicode.isWellFormed(text) ? text : wrong(name, "must be well-formed Unicode", parser);
    }

    private String wrong(String field, String reason, JsonParser parser) throws IOException {
        parser.skipChildren();
        wrong.putIfAbsent(field, reason);
        return "";
    }

    private void payload(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) return;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrong("payload", "must be an object", parser);
            return;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        Set<String> others = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) texts.put(name, text("payload", parser));
            else {
                others.add(name);
                parser.skipChildren();
            }
        }
        if (!texts.isEmpty() || !others.isEmpty()) payload = new Payload(texts, others);
    }

    private void deviceTypes(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) return;
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            wrong("deviceTypes", "must be an array", parser);
            return;
        }
        deviceTypes = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) deviceTypes.add(text("deviceTypes", parser));
    }

    /** The message, once all fields have been taken. */
    Message message() {
        Optional<ProtocolVersion> spoken = ProtocolVersion.parse(version);
        if (spoken.isEmpty()) return problem("protocolVersion", "must be MAJOR.MINOR");
        if (kind.equals("command")) return command(spoken.get());
        if (kind.equals("snapshot_request")) return look(spoken.get());
        return problem("kind", "must be command or snapshot_request");
    }

    private Message command(ProtocolVersion spoken) {
        if (!Command.isId(commandId)) return problem("commandId", "must be 1 to 128 characters, none of them control");
        if (type.isEmpty()) return problem("type", "is missing");
        wrong.remove("requestId");
        if (!wrong.isEmpty()) return problem(wrong.keySet().iterator().next(), "");
        return new Message.Run(new Command(spoken, commandId, type.get(), payload));
    }

    private Message look(ProtocolVersion spoken) {
        if (!Command.isId(requestId)) return problem("requestId", "must be 1 to 128 characters, none of them control");
        wrong.remove("commandId");
        if (!wrong.isEmpty()) return problem(wrong.keySet().iterator().next(), "");
        return new Message.Look(spoken, requestId, deviceTypes);
    }

    private Message problem(String field, String reason) {
        return new Message.Unreadable(id(), field, wrong.getOrDefault(field, reason));
    }

    /** The text as a whole is no message. */
    Message unreadable(String reason) {
        return new Message.Unreadable(id(), "body", reason);
    }

    private String id() {
        String id = kind.equals("snapshot_request") || commandId.isEmpty() ? requestId : commandId;
        return Command.isId(id) ? id : "";
    }
}
