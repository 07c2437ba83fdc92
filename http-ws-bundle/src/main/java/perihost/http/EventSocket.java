package perihost.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.event.DeviceEvent;
import perihost.api.event.EventStream;
import perihost.api.event.EventStream.Subscription;

/**
 * One client of the event stream (H1, H2). A batch of events at most is on its way to it; what comes meanwhile waits in
 * the subscription's bounded queue.
 */
final class EventSocket implements FrameHandler {
    private static final Logger LOG = LoggerFactory.getLogger(EventSocket.class);
    private static final int BATCH = 16;
    private static final int BATCH_BYTES = 64 << 10;
    private static final int PINGS_MISSED = 2;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final String name;
    private final LoopbackConnector connector;
    private final boolean extended;
    private final Live live;
    private final EventFanout fanout;
    private final EventClients clients;
    private final Callback sent = new Sent();
    private final List<ByteBuffer> batch = new ArrayList<>(BATCH);
    private final AtomicBoolean queued = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicInteger onTheWay = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile Optional<Subscription> subscription = Optional.empty();
    private volatile Optional<WebSocketCoreSession> session = Optional.empty();

    /**
     * @param name     for the log
     * @param extended whether it speaks 1.1
     */
    EventSocket(
            String name,
            LoopbackConnector connector,
            boolean extended,
            Live live,
            EventFanout fanout,
            EventClients clients) {
        this.name = name;
        this.connector = connector;
        this.extended = extended;
        this.live = live;
        this.fanout = fanout;
        this.clients = clients;
    }

    /** Begins to collect events. Called before the upgrade is answered: a client that has the answer misses nothing. */
    void subscribe(EventStream events, Optional<String> since) {
        Subscription begun = events.subscribe(name, since, () -> fanout.ready(this));
        subscription = Optional.of(begun);
        if (gone.get()) begun.close(); // it left meanwhile, and found none to close
    }

    boolean isExtended() {
        return extended;
    }

    LoopbackConnector connector() {
        return connector;
    }

    /** Marks it as waiting for its turn; false if it was already. */
    boolean queue() {
        return !queued.getAndSet(true);
    }

    /** Its turn: sends the next batch, unless one is still on its way. The fan-out's thread only. */
    void send(EncodedEvents encoded) {
        queued.set(false);
        if (session.isEmpty() || subscription.isEmpty() || onTheWay.get() > 0) return;
        boolean more = collect(subscription.get(), encoded);
        if (batch.isEmpty()) return;
        onTheWay.set(batch.size() + 1);
        for (int i = 0; i < batch.size(); i++) send(session.get(), batch.get(i), i + 1 < batch.size());
        batch.clear();
        if (onTheWay.decrementAndGet() == 0 && more) fanout.ready(this);
    }

    private boolean collect(Subscription from, EncodedEvents encoded) {
        int bytes = 0;
        while (batch.size() < BATCH && bytes < BATCH_BYTES) {
            Optional<DeviceEvent> event = from.poll();
            if (event.isEmpty()) return false;
            if (event.get().fromVersion().hasExtensions() && !extended) continue;
            ByteBuffer text = encoded.of(event.get());
            bytes += text.remaining();
            batch.add(text);
        }
        return true;
    }

    /** Past the session, whose limit for frames holds for both ways. */
    private void send(WebSocketCoreSession to, ByteBuffer text, boolean moreFollow) {
        to.getConnection()
                .enqueueFrame(new OutgoingEntry.Builder(new Frame(OpCode.TEXT, text), sent)
                        .batch(moreFollow)
                        .messageTimeout(live.settings().writeSeconds() * 1000L)
                        .build());
    }

    /** Asks whether it lives; closes it if it owes two answers already. */
    void ping() {
        if (session.isEmpty()) return;
        if (unanswered.getAndIncrement() < PINGS_MISSED)
            session.get().sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
        else close(CloseStatus.SHUTDOWN, "no pong");
    }

    /** Sends a close frame, and cuts the line if the client does not close then. */
    void close(int code, String reason) {
        if (session.isEmpty()) {
            leave();
            return;
        }
        session.get().setIdleTimeout(LAST_WORDS);
        session.get().close(code, reason, Callback.NOOP);
    }

    /** Cuts the line. */
    void abort() {
        session.ifPresent(CoreSession::abort);
        leave();
    }

    /** Drops its queue. Again: no effect. */
    void leave() {
        if (gone.getAndSet(true)) return;
        clients.remove(this);
        subscription.ifPresent(Subscription::close);
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = Optional.of((WebSocketCoreSession) opened);
        callback.succeeded();
        opened.demand();
        fanout.ready(this);
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        CoreSession from = session.orElseThrow();
        switch (frame.getOpCode()) {
            // Jetty answers a close frame. Another ping is read when this one has been answered.
            case OpCode.CLOSE -> callback.succeeded();
            case OpCode.PING ->
                from.sendFrame(
                        new Frame(OpCode.PONG, frame.getPayload()), Callback.from(callback, from::demand), false);
            case OpCode.PONG -> {
                unanswered.set(0);
                drop(from, callback);
            }
            default -> drop(from, callback);
        }
    }

    private static void drop(CoreSession from, Callback callback) {
        callback.succeeded();
        from.demand();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        LOG.debug("{}: ends", name, cause);
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        leave();
        callback.succeeded();
    }

    /** Called by Jetty, on any thread, for each event of a batch. */
    private final class Sent implements Callback {
        @Override
        public void succeeded() {
            if (onTheWay.decrementAndGet() == 0) fanout.ready(EventSocket.this);
        }

        @Override
        public void failed(Throwable x) {
            LOG.debug("{}: not sent", name, x);
            onTheWay.decrementAndGet();
            leave();
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
