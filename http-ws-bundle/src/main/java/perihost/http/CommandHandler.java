package perihost.http;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import perihost.api.command.Command;
import perihost.api.command.CommandError;
import perihost.api.command.CommandService;
import perihost.api.command.InvalidPayload;
import perihost.api.command.Response;

/** {@code POST /api/command}: a message in, its answer out (A1, A2). */
final class CommandHandler {
    /** Larger bodies are parsed one at a time on a thread of their own: they would hold up others and fill the heap. */
    private static final int LARGE_BYTES = 256 << 10;

    private static final String JSON = "application/json";

    private final CommandService commands;
    private final Live live;
    private final BodyBudget budget;
    private final Executor large;
    private final AtomicInteger executing = new AtomicInteger();

    CommandHandler(CommandService commands, Live live, BodyBudget budget, Executor large) {
        this.commands = commands;
        this.live = live;
        this.budget = budget;
        this.large = large;
    }

    void post(Exchange exchange) {
        Request request = exchange.request();
        Settings settings = live.settings();
        long length = request.getLength();
        if (!isJson(request.getHeaders().get(HttpHeader.CONTENT_TYPE))) exchange.refuse(Refusal.NOT_JSON);
        else if (length > settings.maxBodyBytes()) exchange.refuse(Refusal.tooLarge(settings.maxBodyBytes()));
        else read(exchange, settings, length);
    }

    private static boolean isJson(String contentType) {
        if (JSON.equals(contentType)) return true;
        if (contentType == null) return false;
        Map<String, String> parameters = new HashMap<>();
        String type = HttpField.getValueParameters(contentType, parameters);
        return JSON.equalsIgnoreCase(type) && "utf-8".equalsIgnoreCase(parameters.getOrDefault("charset", "utf-8"));
    }

    private void read(Exchange exchange, Settings settings, long length) {
        Content.Chunk chunk = exchange.request().read();
        boolean whole = chunk != null
                && !Content.Chunk.isFailure(chunk)
                && chunk.remaining() == length
                && chunk.getByteBuffer().hasArray();
        if (whole) {
            Message message = MessageReader.read(chunk.getByteBuffer());
            chunk.release();
            carryOut(exchange, message);
        } else {
            new BodyReader(exchange, settings, budget, body -> arrived(exchange, body)).start(chunk);
        }
    }

    private void arrived(Exchange exchange, Body body) {
        if (body.length() > LARGE_BYTES) large.execute(() -> parse(exchange, body));
        else parse(exchange, body);
    }

    private void parse(Exchange exchange, Body body) {
        try (body) {
            carryOut(exchange, MessageReader.read(body));
        } catch (RuntimeException e) {
            exchange.failed(e);
        }
    }

    private void carryOut(Exchange exchange, Message message) {
        if (message instanceof Message.Run run) execute(exchange, run.command());
        else if (message instanceof Message.Look look) exchange.answer(snapshot(look));
        else if (message instanceof Message.Unreadable none)
            exchange.refuse(Refusal.unreadable(none.field(), none.reason()), none.id());
    }

    private ByteBuffer snapshot(Message.Look look) {
        try {
            if (!look.version().supported()) return error(look, Refusal.unsupported());
            return MessageWriter.snapshot(
                    look.version().answered(), look.requestId(), commands.snapshot(look.deviceTypes()));
        } catch (InvalidPayload e) {
            return error(look, new CommandError(e.code(), e.getMessage(), e.details()));
        }
    }

    private static ByteBuffer error(Message.Look look, CommandError error) {
        return MessageWriter.response(
                Response.error(look.version().answered(), look.requestId(), System.currentTimeMillis(), error));
    }

    private void execute(Exchange exchange, Command command) {
        // Its body may have been on the way for long, and a device that is about to stop must not be made to act.
        if (live.stopping()) {
            exchange.refuse(Refusal.STOPPING, command.commandId());
            return;
        }
        if (executing.incrementAndGet() > live.settings().maxCommands()) {
            executing.decrementAndGet();
            exchange.refuse(Refusal.BUSY, command.commandId());
            return;
        }
        start(command).whenComplete((response, failure) -> {
            executing.decrementAndGet();
            if (failure == null) exchange.answer(MessageWriter.response(response));
            else exchange.failed(failure);
        });
    }

    private CompletionStage<Response> start(Command command) {
        try {
            return commands.execute(command);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
