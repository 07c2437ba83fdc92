package perihost.api.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The answer to a command (contract 6).
 *
 * @param version     the version it is written in (A12)
 * @param commandId   the command's, or {@code ""} where none could be read (A3)
 * @param timestampMs when it was first given, milliseconds since 1970, host's clock
 * @param error       present unless the command was carried out (B3)
 * @param result      texts by name, in order; empty when there is an error; copied
 * @param replayed    whether it answers a duplicate; told to 1.1 clients alone (J4)
 */
public record Response(
        ProtocolVersion version,
        String commandId,
        long timestampMs,
        Optional<CommandError> error,
        Map<String, String> result,
        boolean replayed) {
    /** Copies the result. */
    public Response {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(commandId, "commandId");
        Objects.requireNonNull(error, "error");
        result = Collections.unmodifiableMap(new LinkedHashMap<>(result));
    }

    /** The command was carried out, or accepted. */
    public static Response ok(ProtocolVersion version, String commandId, long timestampMs, Map<String, String> result) {
        return new Response(version, commandId, timestampMs, Optional.empty(), result, false);
    }

    /** The command was not carried out. */
    public static Response error(ProtocolVersion version, String commandId, long timestampMs, CommandError error) {
        return new Response(version, commandId, timestampMs, Optional.of(error), Map.of(), false);
    }

    /** The same answer, to a duplicate (C1, J4). */
    public Response asReplayed() {
        return new Response(version, commandId, timestampMs, error, result, true);
    }

    /** {@code OK}, {@code REJECTED} or {@code FAILED} (B1, B2). */
    public Status status() {
        return error.map(e -> e.code().beforeDevice() ? Status.REJECTED : Status.FAILED)
                .orElse(Status.OK);
    }

    /** The outcome of a command in one word. */
    public enum Status {
        /** Carried out, or accepted. */
        OK,
        /** Refused before it reached a device (B1). */
        REJECTED,
        /** A device could not do it (B2). */
        FAILED
    }
}
