package perihost.core.command;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import perihost.api.command.Command;
import perihost.api.command.CommandError;
import perihost.api.command.CommandService;
import perihost.api.command.DeviceSnapshot;
import perihost.api.command.InvalidPayload;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;
import perihost.api.device.ErrorCode;
import perihost.core.CoreThread;
import perihost.core.command.Asked.Answer;
import perihost.core.device.DeviceRegistry;

/** Runs each command once, whatever duplicates come and when (C1, C2), and answers each in time (B6). */
public final class Dispatcher implements CommandService {
    private static final Duration TO_ANSWER = Duration.ofMillis(4_800);

    private final Map<String, Handler> handlers;
    private final Answers answers;
    private final DeviceRegistry registry;
    private final CoreThread core;
    private final Clock clock;
    private final Map<String, CompletableFuture<Response>> running = new ConcurrentHashMap<>();

    Dispatcher(Map<String, Handler> handlers, Answers answers, DeviceRegistry registry, CoreThread core, Clock clock) {
        this.handlers = handlers;
        this.answers = answers;
        this.registry = registry;
        this.core = core;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Response> execute(Command command) {
        if (!command.version().supported()) return CompletableFuture.completedFuture(otherMajor(command));
        CompletableFuture<Response> mine = new CompletableFuture<>();
        CompletableFuture<Response> first = running.putIfAbsent(command.commandId(), mine);
        if (first != null) return first.thenApply(Response::asReplayed);
        Optional<Response> before = answers.find(command);
        if (before.isEmpty()) {
            run(command, mine);
            return mine;
        }
        finish(command, mine, before.get());
        return CompletableFuture.completedFuture(before.get().asReplayed());
    }

    @Override
    public List<DeviceSnapshot> snapshot(Collection<String> deviceTypes) {
        Set<String> wanted = new HashSet<>(deviceTypes);
        for (String type : deviceTypes)
            if (!CommonCommands.TYPES.contains(type)) throw new InvalidPayload("deviceTypes", "has an unknown type");
        return registry.snapshots().stream()
                .filter(d -> wanted.isEmpty() || wanted.contains(d.deviceType().name()))
                .toList();
    }

    private void run(Command command, CompletableFuture<Response> mine) {
        Handler handler = handlers.get(command.type());
        if (handler == null || !handler.isFor(command.version())) {
            finish(command, mine, unknownType(command));
            return;
        }
        Asked asked = new Asked(command, clock);
        asked.reply().whenComplete((ok, failure) -> answer(handler, command, mine, ok, failure));
        asked.attempt(() -> handler.work().accept(asked));
        if (!asked.reply().isDone()) limit(asked);
    }

    private void limit(Asked asked) {
        Future<?> timer = core.after(TO_ANSWER, asked::late);
        asked.reply().whenComplete((ok, failure) -> timer.cancel(false));
    }

    private void answer(
            Handler handler, Command command, CompletableFuture<Response> mine, Answer ok, Throwable failure) {
        ProtocolVersion version = command.version().answered();
        if (failure != null) {
            finish(command, mine, Response.error(version, command.commandId(), clock.millis(), Failures.of(failure)));
            return;
        }
        Response response = Response.ok(version, command.commandId(), ok.timestampMs(), ok.result());
        answers.keep(handler, command, response);
        finish(command, mine, response);
    }

    private void finish(Command command, CompletableFuture<Response> mine, Response response) {
        running.remove(command.commandId());
        mine.complete(response);
    }

    private Response otherMajor(Command command) {
        CommandError error = new CommandError(
                ErrorCode.COMMAND_REJECTED,
                "this version of the protocol is not spoken here",
                Map.of("supported", ProtocolVersion.SUPPORTED));
        return Response.error(ProtocolVersion.V1_0, command.commandId(), clock.millis(), error);
    }

    private Response unknownType(Command command) {
        CommandError error = new CommandError(
                ErrorCode.COMMAND_REJECTED, "there is no command of this type", Map.of("type", command.type()));
        return Response.error(command.version().answered(), command.commandId(), clock.millis(), error);
    }
}
