package perihost.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import perihost.api.command.Command;
import perihost.api.command.DeviceSnapshot;
import perihost.api.command.Payload;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;
import perihost.api.device.DeviceState;
import perihost.api.event.DeviceEvent;
import perihost.api.event.EventStream.Subscription;
import perihost.api.line.LineProvider;
import perihost.core.command.Contract;
import perihost.core.command.Dispatcher;
import perihost.core.device.Arrivals;
import perihost.core.device.DeviceRegistry;
import perihost.core.device.Lines;
import perihost.core.event.EventHub;
import perihost.core.journal.Journal;
import perihost.core.journal.Limits;
import perihost.core.journal.Retention;

/** The core without a container: real threads, a real journal, drivers that the test writes. */
public final class Bench implements AutoCloseable {
    public static final int HASTE = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public final HandClock clock = new HandClock();
    public final CoreThread core;
    public final Journal journal;
    public final EventHub events;
    public final DeviceRegistry registry;
    public final Dispatcher dispatcher;
    public final Arrivals drivers;
    public final Map<String, LineProvider> lines = new ConcurrentHashMap<>(); // by scheme
    private final LinkedBlockingQueue<DeviceEvent> seen = new LinkedBlockingQueue<>();
    private final Subscription subscription;

    /** A clock that the test turns. */
    public static final class HandClock extends Clock {
        private final AtomicLong now = new AtomicLong(1_700_000_000_000L);
        private final AtomicLong passed = new AtomicLong();
        private volatile long step;

        /** Time passes. */
        public void pass(Duration time) {
            jump(time);
            passed.addAndGet(time.toMillis());
        }

        /** Somebody sets the clock; no time passes. */
        public void jump(Duration by) {
            now.addAndGet(by.toMillis());
        }

        /** From now on no two looks at it show the same time. */
        public void tick() {
            step = 1;
        }

        long passed() {
            return passed.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now.getAndAdd(step));
        }
    }

    /** Makes the journal, as {@link Journal#open}. */
    public interface Journals {
        Journal open(Path folder, Retention retention, Clock clock, Limits limits) throws IOException;
    }

    public Bench(Path folder) throws IOException {
        this(folder, HASTE, Journal::open);
    }

    /** @param haste how many times faster the host's timers run: fewer where a test does much within a time limit */
    public Bench(Path folder, int haste, Journals journals) throws IOException {
        core = new CoreThread(haste);
        journal = journals.open(folder, Contract.retention(), clock, Contract.limits());
        DeviceRegistry[] devices = new DeviceRegistry[1];
        Contract[] contract = new Contract[1];
        events = new EventHub(clock, () -> devices[0].snapshots());
        subscription = events.subscribe("test", Optional.empty(), this::drain);
        Lines all = new Lines(scheme -> Optional.ofNullable(lines.get(scheme)));
        registry = new DeviceRegistry(core, clock, all, events, device -> contract[0].arrived(device));
        devices[0] = registry;
        contract[0] = new Contract(registry, journal, core, events, clock, clock::passed, Map::of);
        dispatcher = contract[0].dispatcher();
        drivers = new Arrivals(registry, core);
    }

    private void drain() {
        for (var event = subscription.poll(); event.isPresent(); event = subscription.poll()) seen.add(event.get());
    }

    public static Command command(String id, String type, String... payload) {
        return command(ProtocolVersion.V1_1, id, type, payload);
    }

    public static Command command(ProtocolVersion version, String id, String type, String... payload) {
        return new Command(version, id, type, new Payload(Texts.of(payload), Set.of()));
    }

    public CompletionStage<Response> ask(String id, String type, String... payload) {
        return dispatcher.execute(command(id, type, payload));
    }

    /** The answer, awaited. */
    public Response answer(String id, String type, String... payload) {
        return await(ask(id, type, payload));
    }

    public static <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** The next event. */
    public DeviceEvent event() {
        return take(seen);
    }

    /** All events up to and with the first that is as wanted. */
    public List<DeviceEvent> eventsUntil(Predicate<DeviceEvent> wanted) {
        List<DeviceEvent> all = new ArrayList<>();
        do all.add(event());
        while (!wanted.test(all.get(all.size() - 1)));
        return all;
    }

    /** Waits for a device's transition to a state. */
    public void awaitState(DeviceState state) {
        eventsUntil(e -> e.eventType().equals(EventHub.STATE_CHANGED)
                && e.data().get("state").equals(state.code()));
    }

    /** All outcomes, as type and command, up to the next transition to READY. */
    public List<String> outcomesUntilReady() {
        return eventsUntil(e -> e.eventType().equals(EventHub.STATE_CHANGED)
                        && e.data().get("state").equals(DeviceState.READY.code()))
                .stream()
                .filter(e -> !e.eventType().equals(EventHub.STATE_CHANGED))
                .map(e -> e.eventType() + " " + e.commandId().orElse(""))
                .toList();
    }

    /** The only device as it is now. */
    public DeviceSnapshot device() {
        List<DeviceSnapshot> all = registry.snapshots();
        assertEquals("devices", 1, all.size());
        return all.get(0);
    }

    /** Keeps the core thread from all else until what is returned is run. */
    public Runnable stop() {
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        core.execute(() -> {
            stopped.countDown();
            await(go);
        });
        await(stopped);
        return go::countDown;
    }

    /** Waits until so much of the host's time has passed. */
    public void pass(Duration time) {
        CountDownLatch passed = new CountDownLatch(1);
        core.after(time, passed::countDown);
        await(passed);
    }

    public static void await(CountDownLatch latch) {
        try {
            assertTrue("in time", latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the queue gets next. */
    public static <T> T take(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertTrue("something", next != null);
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps a driver's thread, deaf to interrupts as bad drivers are, until the latch is open. */
    public static void block(CountDownLatch until) {
        boolean interrupted = false;
        while (until.getCount() > 0) {
            try {
                until.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /** Whether an event came that nobody has taken yet, once everything that was begun is done. */
    public Optional<DeviceEvent> leftover() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        core.execute(() -> done.complete(null));
        done.join();
        return Optional.ofNullable(seen.poll());
    }

    @Override
    public void close() {
        core.close();
        journal.close();
    }
}
