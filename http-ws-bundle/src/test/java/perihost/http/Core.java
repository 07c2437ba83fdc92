package perihost.http;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import perihost.api.command.Command;
import perihost.api.command.CommandError;
import perihost.api.command.CommandService;
import perihost.api.command.DeviceSnapshot;
import perihost.api.command.InvalidPayload;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;
import perihost.api.device.ErrorCode;
import perihost.api.event.DeviceEvent;
import perihost.api.event.EventStream;

/** What the host's core promises to a front end, with a printer that does nothing. */
final class Core implements CommandService, EventStream {
    static final DeviceSnapshot PRINTER =
            new DeviceSnapshot("escpos_printer_001", DeviceType.PRINTER, "영수증 프린터", DeviceState.READY, "");

    final LinkedBlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    final List<CompletableFuture<Response>> held = new CopyOnWriteArrayList<>();
    final Set<Queue> queues = ConcurrentHashMap.newKeySet();
    final List<Optional<String>> sinces = new CopyOnWriteArrayList<>();
    volatile String answer = "";
    private final AtomicLong sequence = new AtomicLong();

    /**
     * {@code hold} waits in {@link #held}, {@code break} throws, {@code echo} gives its payload back, {@code told}
     * gives {@link #answer}, {@code again} is a duplicate.
     */
    @Override
    public CompletionStage<Response> execute(Command command) {
        CompletionStage<Response> answer = answer(command);
        commands.add(command);
        return answer;
    }

    private CompletionStage<Response> answer(Command command) {
        return switch (command.type()) {
            case "hold" -> {
                CompletableFuture<Response> answer = new CompletableFuture<>();
                held.add(answer);
                yield answer;
            }
            case "break" -> throw new IllegalStateException("broken /etc/secret");
            case "echo" -> done(ok(command, command.payload().texts()));
            case "told" -> done(ok(command, Map.of("told", answer)));
            case "again" -> done(ok(command, Map.of()).asReplayed());
            default ->
                done(Response.error(
                        command.version().answered(),
                        command.commandId(),
                        1,
                        command.version().supported()
                                ? new CommandError(
                                        ErrorCode.COMMAND_REJECTED, "unknown type", Map.of("type", command.type()))
                                : Refusal.unsupported()));
        };
    }

    static Response ok(Command command, Map<String, String> result) {
        return Response.ok(command.version().answered(), command.commandId(), 1, result);
    }

    private static CompletionStage<Response> done(Response response) {
        return CompletableFuture.completedFuture(response);
    }

    @Override
    public List<DeviceSnapshot> snapshot(Collection<String> deviceTypes) {
        for (String type : deviceTypes)
            if (!Set.of("printer", "camera", "payment").contains(type))
                throw new InvalidPayload("deviceTypes", "has an unknown type");
        return deviceTypes.isEmpty() || deviceTypes.contains("printer") ? List.of(PRINTER) : List.of();
    }

    @Override
    public Subscription subscribe(String client, Optional<String> since, Runnable available) {
        sinces.add(since);
        Queue queue = new Queue(available);
        queues.add(queue);
        return queue;
    }

    /** Tells all clients of something. */
    DeviceEvent publish(Map<String, String> data) {
        return publish(data, ProtocolVersion.V1_0);
    }

    /** Tells clients of this version, and of newer ones. */
    DeviceEvent publish(Map<String, String> data, ProtocolVersion from) {
        long number = sequence.incrementAndGet();
        DeviceEvent event = new DeviceEvent(
                "event-" + number,
                number,
                "device_state_changed",
                1706234568000L,
                DeviceType.PRINTER,
                "escpos_printer_001",
                Optional.of("cause"),
                data,
                Map.of("extra", "1.1"),
                from);
        queues.forEach(q -> q.add(event));
        return event;
    }

    /** A client's queue of 1000 events. */
    final class Queue implements Subscription {
        private static final int MOST = 1000;
        private final Deque<DeviceEvent> events = new ArrayDeque<>();
        private final Runnable available;
        private long dropped;

        Queue(Runnable available) {
            this.available = available;
        }

        void add(DeviceEvent event) {
            boolean was;
            synchronized (this) {
                was = events.isEmpty();
                events.add(event);
                if (events.size() > MOST) {
                    events.remove();
                    dropped++;
                }
            }
            if (was) available.run();
        }

        @Override
        public synchronized Optional<DeviceEvent> poll() {
            return Optional.ofNullable(events.poll());
        }

        @Override
        public synchronized long dropped() {
            return dropped;
        }

        @Override
        public void close() {
            queues.remove(this);
        }
    }
}
