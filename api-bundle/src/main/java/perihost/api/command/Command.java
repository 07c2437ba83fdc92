package perihost.api.command;

import java.util.Objects;

/**
 * A command of a client (contract 6).
 *
 * @param version   what the client speaks
 * @param commandId the client's name for it, 1 to 128 characters without control characters: the key of idempotency
 * @param type      what to do, such as {@code printer_print}; need not be one that the host knows
 * @param payload   its fields
 */
public record Command(ProtocolVersion version, String commandId, String type, Payload payload) {
    /** The longest {@code commandId} or {@code requestId}, in characters (A4). */
    public static final int LONGEST_ID = 128;

    /** @throws IllegalArgumentException if the commandId is none */
    public Command {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(payload, "payload");
        if (!isId(commandId)) throw new IllegalArgumentException("commandId");
    }

    /** Whether a text can be a {@code commandId} or {@code requestId} (A4). */
    public static boolean isId(String text) {
        if (text.isEmpty() || text.length() > LONGEST_ID) return false;
        for (int i = 0; i < text.length(); i++) if (Character.isISOControl(text.charAt(i))) return false;
        return true;
    }
}
