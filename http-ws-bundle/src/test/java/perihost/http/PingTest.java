package perihost.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.ExtensionStack;
import org.eclipse.jetty.websocket.core.Negotiated;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.junit.After;
import org.junit.Test;

/** Pings go on whatever one of the clients does. */
public class PingTest {
    private final ArrayDeque<Runnable> scheduled = new ArrayDeque<>();
    private final EventFanout fanout = new EventFanout();
    private final Live live;
    private final EventClients clients;
    private final LoopbackConnector connector = new LoopbackConnector(
            Jetty.server(), new ArrayByteBufferPool(), 1, new HttpConnectionFactory(), new Connections());

    public PingTest() throws BadSetting {
        live = new Live(FrontTest.settings());
        clients = new EventClients(live, new ByHand());
    }

    @After
    public void stop() {
        fanout.close();
    }

    @Test
    public void areSentToAllThoughOneOfThemThrows() {
        AtomicInteger pings = new AtomicInteger();
        for (int i = 0; i < 10; i++) admit(pings::incrementAndGet);
        admit(() -> {
            throw new IllegalStateException("broken on purpose");
        });
        clients.start();
        scheduled.remove().run();
        assertEquals(10, pings.get());
        assertEquals("the broken one is cut off", 10, clients.count());
        scheduled.remove().run();
        assertEquals(20, pings.get());
    }

    @Test
    public void areScheduledAgainThoughTheJvmIsInTrouble() {
        admit(() -> {
            throw new StackOverflowError("on purpose");
        });
        clients.start();
        assertThrows(StackOverflowError.class, scheduled.remove()::run);
        assertEquals(1, scheduled.size());
    }

    private void admit(Runnable onPing) {
        EventSocket socket = new EventSocket("client", connector, false, live, fanout, clients);
        clients.admit(socket);
        socket.onOpen(new Session(socket, onPing), Callback.NOOP);
    }

    /** A session whose frames go nowhere. */
    private static final class Session extends WebSocketCoreSession {
        private static final WebSocketComponents PARTS = new WebSocketComponents();
        private final Runnable onPing;

        Session(EventSocket socket, Runnable onPing) {
            super(socket, Behavior.SERVER, Negotiated.from(noExtensions()), PARTS);
            this.onPing = onPing;
        }

        private static ExtensionStack noExtensions() {
            ExtensionStack none = new ExtensionStack(PARTS, Behavior.SERVER);
            none.negotiate(List.of(), List.of());
            return none;
        }

        @Override
        public void sendFrame(OutgoingEntry entry) {
            onPing.run();
        }

        @Override
        public void demand() {}

        @Override
        public void abort() {}
    }

    /** Keeps what it is to run later. */
    private final class ByHand extends AbstractLifeCycle implements Scheduler {
        @Override
        public Task schedule(Runnable task, long delay, TimeUnit units) {
            scheduled.add(task);
            return () -> scheduled.remove(task);
        }
    }
}
