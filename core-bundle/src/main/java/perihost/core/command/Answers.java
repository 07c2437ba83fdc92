package perihost.core.command;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.command.Command;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;

/**
 * The OK answers of the last hour or day, for duplicates (C1). Those of queries are bounded in number, oldest out first;
 * those of commands that made a device act are never let go before their time (C3): past their number {@link #full()}
 * is true and no such command is taken any more. Any thread.
 */
final class Answers {
    static final int MOST_QUERIES = 10_000;
    static final int MOST_ACTS = 100_000;
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final LongSupplier now;
    private final LinkedHashMap<String, Kept> queries = new LinkedHashMap<>();
    private final Map<Long, LinkedHashMap<String, Kept>> acts = new HashMap<>(); // by how long they are kept

    /** An answer, small: the response is made anew from it, the same each time. */
    private record Kept(
            ProtocolVersion version, long timestampMs, long until, int question, Map<String, String> result) {
        Response response(String commandId) {
            return Response.ok(version, commandId, timestampMs, result);
        }
    }

    /** @param now milliseconds that only ever pass: an answer must not be forgotten because somebody sets the clock */
    Answers(LongSupplier now) {
        this.now = now;
    }

    /** What a command's fields come to, to notice a duplicate that asks for something else. The same in every run. */
    static int question(Command command) {
        return command.type().hashCode() * 31 + command.payload().texts().hashCode();
    }

    /** The answer that this command's id got before. */
    synchronized Optional<Response> find(Command command) {
        Kept kept = kept(command.commandId());
        if (kept == null || kept.until <= now.getAsLong()) return Optional.empty();
        if (kept.question != question(command))
            LOG.warn("command {} came again with another content; it got its first answer", command.commandId());
        return Optional.of(kept.response(command.commandId()));
    }

    private Kept kept(String commandId) {
        Kept kept = queries.get(commandId);
        for (Map<String, Kept> some : acts.values()) if (kept == null) kept = some.get(commandId);
        return kept;
    }

    /** Keeps an OK answer for as long as its handler says. */
    void keep(Handler handler, Command command, Response response) {
        keep(handler, command.commandId(), question(command), response, Duration.ZERO);
    }

    /** Keeps an answer that is of this age already. */
    synchronized void keep(Handler handler, String commandId, int question, Response response, Duration age) {
        long passed = now.getAsLong();
        long until = passed + handler.keep().minus(age).toMillis();
        Kept kept = new Kept(response.version(), response.timestampMs(), until, question, response.result());
        if (handler.acts()) {
            Map<String, Kept> some = acts.computeIfAbsent(handler.keep().toMillis(), k -> new LinkedHashMap<>());
            some.put(commandId, kept);
            expire(some, passed);
        } else {
            queries.put(commandId, kept);
            expire(queries, passed);
            if (queries.size() > MOST_QUERIES)
                queries.remove(queries.keySet().iterator().next());
        }
    }

    /** Whether no more commands that make a device act may be taken. */
    synchronized boolean full() {
        long passed = now.getAsLong();
        int size = 0;
        for (Map<String, Kept> some : acts.values()) {
            expire(some, passed);
            size += some.size();
        }
        return size >= MOST_ACTS;
    }

    private static void expire(Map<String, Kept> kept, long now) {
        Iterator<Kept> oldest = kept.values().iterator();
        while (oldest.hasNext() && oldest.next().until <= now) oldest.remove();
    }
}
