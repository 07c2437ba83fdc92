package perihost.http;

import java.util.List;
import perihost.api.command.Command;
import perihost.api.command.ProtocolVersion;

/** What a client posted (A1). */
sealed interface Message {
    /** A command. */
    record Run(Command command) implements Message {}

    /** A snapshot request; no types means all. */
    record Look(ProtocolVersion version, String requestId, List<String> deviceTypes) implements Message {}

    /** No message (A4). The id is the commandId or requestId, or {@code ""} where none could be read. */
    record Unreadable(String id, String field, String reason) implements Message {}
}
