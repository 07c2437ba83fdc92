package perihost.http;

import java.util.Map;
import java.util.Set;

/** The checked configuration. The keys are those of {@link HttpConfig}, which tells units and ranges. */
record Settings(
        int port,
        Set<String> allowedOrigins,
        boolean requireToken,
        int maxBodyBytes,
        int bodyBudgetBytes,
        int maxHeaderBytes,
        int idleSeconds,
        int headerSeconds,
        int bodySeconds,
        int minBodyRate,
        int maxCommands,
        int maxConnections,
        int maxEventClients,
        int pingSeconds,
        int writeSeconds) {
    static final int PORT = 8080;
    static final int BODY_BYTES = 8 << 20;
    static final int BODY_BUDGET_BYTES = 24 << 20;
    static final int HEADER_BYTES = 8192;
    static final int IDLE_SECONDS = 30;
    static final int HEADER_SECONDS = 10;
    static final int BODY_SECONDS = 10;
    static final int BODY_RATE = 16384;
    static final int COMMANDS = 256;
    static final int CONNECTIONS = 1536;
    static final int EVENT_CLIENTS = 1024;
    static final int PING_SECONDS = 20;
    static final int WRITE_SECONDS = 10;

    /** No body can be larger, whatever is configured: 64 MiB. */
    static final int LARGEST_BODY_BYTES = 64 << 20;

    /**
     * Reads and checks a configuration; absent keys take their defaults, unknown keys are ignored.
     *
     * @throws BadSetting for the first value that cannot be used
     */
    static Settings from(Map<String, ?> values) throws BadSetting {
        Values v = new Values(values);
        Settings s = new Settings(
                v.number("port", PORT, 0, 65535),
                v.origins("allowedOrigins"),
                v.flag("requireToken", false),
                v.number("maxBodyBytes", BODY_BYTES, 1024, LARGEST_BODY_BYTES),
                v.number("bodyBudgetBytes", BODY_BUDGET_BYTES, 1024, 1 << 30),
                v.number("maxHeaderBytes", HEADER_BYTES, 1024, 65536),
                v.number("idleSeconds", IDLE_SECONDS, 6, 3600),
                v.number("headerSeconds", HEADER_SECONDS, 1, 300),
                v.number("bodySeconds", BODY_SECONDS, 1, 300),
                v.number("minBodyRate", BODY_RATE, 1, 1 << 20),
                v.number("maxCommands", COMMANDS, 1, 10_000),
                v.number("maxConnections", CONNECTIONS, 4, 20_000),
                v.number("maxEventClients", EVENT_CLIENTS, 1, 10_000),
                v.number("pingSeconds", PING_SECONDS, 1, 600),
                v.number("writeSeconds", WRITE_SECONDS, 1, 300));
        if (s.bodyBudgetBytes < s.maxBodyBytes)
            throw new BadSetting("bodyBudgetBytes", "must not be less than maxBodyBytes, " + s.maxBodyBytes);
        return s;
    }
}
