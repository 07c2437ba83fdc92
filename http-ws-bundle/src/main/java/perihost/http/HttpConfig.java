package perihost.http;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code perihost.http.cfg}, for tools that show them. {@link Settings} reads and checks them. */
@ObjectClassDefinition(name = "HTTP and WebSocket", description = "Where and within which limits clients are served")
@interface HttpConfig {
    @AttributeDefinition(
            description = "TCP port on 127.0.0.1 and ::1; 0 takes a free one. PERIHOST_PORT overrides it",
            min = "0",
            max = "65535")
    int port() default Settings.PORT;

    @AttributeDefinition(
            description = "Origins of web pages that may call the host beside its own, such as https://kiosk.example,"
                    + " separated by commas",
            required = false)
    String[] allowedOrigins() default {};

    @AttributeDefinition(description = "Whether callers must present the token from the file 'token' in the home")
    boolean requireToken() default false;

    @AttributeDefinition(description = "Largest body of a request, bytes", min = "1024", max = "67108864")
    int maxBodyBytes() default Settings.BODY_BYTES;

    @AttributeDefinition(
            description = "Most bytes that all bodies being received may hold together; not less than maxBodyBytes",
            min = "1024",
            max = "1073741824")
    int bodyBudgetBytes() default Settings.BODY_BUDGET_BYTES;

    @AttributeDefinition(description = "Largest header of a request, bytes", min = "1024", max = "65536")
    int maxHeaderBytes() default Settings.HEADER_BYTES;

    @AttributeDefinition(
            description = "Time after which an idle connection is closed, seconds",
            min = "6",
            max = "3600")
    int idleSeconds() default Settings.IDLE_SECONDS;

    @AttributeDefinition(description = "Time that the header of a request may take, seconds", min = "1", max = "300")
    int headerSeconds() default Settings.HEADER_SECONDS;

    @AttributeDefinition(
            description = "Time that a body may take, seconds, beside what minBodyRate allows for its bytes",
            min = "1",
            max = "300")
    int bodySeconds() default Settings.BODY_SECONDS;

    @AttributeDefinition(
            description = "Slowest rate at which a body may come once bodySeconds have passed, bytes per second",
            min = "1",
            max = "1048576")
    int minBodyRate() default Settings.BODY_RATE;

    @AttributeDefinition(description = "Most commands being executed at once", min = "1", max = "10000")
    int maxCommands() default Settings.COMMANDS;

    @AttributeDefinition(description = "Most connections at once, event clients included", min = "4", max = "20000")
    int maxConnections() default Settings.CONNECTIONS;

    @AttributeDefinition(description = "Most clients of the event stream at once", min = "1", max = "10000")
    int maxEventClients() default Settings.EVENT_CLIENTS;

    @AttributeDefinition(description = "Time between two pings to an event client, seconds", min = "1", max = "600")
    int pingSeconds() default Settings.PING_SECONDS;

    @AttributeDefinition(
            description = "Time in which an event client must take what was sent to it, seconds",
            min = "1",
            max = "300")
    int writeSeconds() default Settings.WRITE_SECONDS;
}
