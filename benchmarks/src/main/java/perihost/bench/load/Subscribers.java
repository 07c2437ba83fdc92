package perihost.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Many clients of the event stream, read by one thread. All get the same events in the same order, so the n-th that one
 * gets is the n-th of all: an event has arrived when the last reading client has it. Some clients may be told not to
 * read; they are not waited for.
 */
public final class Subscribers implements Closeable {
    private static final int RING = 1 << 16;

    private final List<Subscriber> readers = new ArrayList<>();
    private final List<Subscriber> silent = new ArrayList<>();
    private final Consumer<String> firstClient;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 17);
    private final Thread thread = new Thread(this::run, "subscribers");
    private final int[] arrivals = new int[RING];
    private final long[] arrivedAt = new long[RING];
    private volatile long arrived;
    private volatile Throwable failure;

    /** @param firstClient sees the texts that the first client gets, on the reading thread */
    public Subscribers(int port, int reading, int notReading, Consumer<String> firstClient) throws IOException {
        this.firstClient = firstClient;
        for (int i = 0; i < reading; i++) {
            Subscriber subscriber = Subscriber.open(port, this, i == 0);
            subscriber.channel.register(selector, SelectionKey.OP_READ, subscriber);
            readers.add(subscriber);
        }
        for (int i = 0; i < notReading; i++) silent.add(Subscriber.open(port, this, false));
        thread.setDaemon(true);
        thread.start();
    }

    /** How many events every reading client has. Throws what went wrong in reading, if something did. */
    public long arrived() {
        if (failure != null) throw new WrongAnswer("subscribers: " + failure);
        return arrived;
    }

    /** When ({@link System#nanoTime}) the last client got event {@code n}; kept for the last 65,536. */
    public long arrivedAt(long n) {
        return arrivedAt[(int) n & RING - 1];
    }

    /** Waits until all have {@code total} events; false if they did not come for 5 s. */
    public boolean awaitArrived(long total) throws InterruptedException {
        long seen = arrived();
        long since = System.nanoTime();
        while (arrived() < total) {
            if (arrived() > seen) {
                seen = arrived();
                since = System.nanoTime();
            }
            if (System.nanoTime() - since > 5_000_000_000L) return false;
            Thread.sleep(1);
        }
        return true;
    }

    /** What the reading clients have, fewest and most; exact only while nothing is under way. */
    public String counts() {
        return readers.stream()
                .mapToLong(Subscriber::received)
                .summaryStatistics()
                .toString();
    }

    /** The local ports of the clients that do not read. */
    public List<Integer> silentPorts() throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (Subscriber s : silent) ports.add(((InetSocketAddress) s.channel.getLocalAddress()).getPort());
        return ports;
    }

    /** The clients that do not read go, and leave unread what there is. */
    public void closeSilent() throws IOException {
        for (Subscriber subscriber : silent) subscriber.channel.close();
        silent.clear();
    }

    /** One client has its {@code n}th event. */
    void received(long n, String text) {
        int slot = (int) n & RING - 1;
        if (++arrivals[slot] == readers.size()) {
            arrivals[slot] = 0;
            arrivedAt[slot] = System.nanoTime();
            arrived = n + 1;
        }
        if (!text.isEmpty()) firstClient.accept(text);
    }

    private void run() {
        try {
            while (selector.isOpen()) selector.select(key -> ((Subscriber) key.attachment()).ready(buffer), 1000);
        } catch (ClosedSelectorException closed) {
            return; // close() was called
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (Subscriber subscriber : readers) subscriber.channel.close();
        for (Subscriber subscriber : silent) subscriber.channel.close();
    }
}
