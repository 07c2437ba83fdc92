package perihost.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Each connection asks again as soon as it is answered. */
public final class ClosedLoop {
    /** What came of many connections. */
    public record Rate(long answers, double seconds) {
        public double perSecond() {
            return answers / seconds;
        }
    }

    private ClosedLoop() {}

    /** One connection, one thread, in blocking mode: the times from sending to the last byte of the answer. */
    public static Latencies one(int port, Exchange exchange, Duration time) throws IOException {
        Latencies latencies = new Latencies();
        try (Connection connection = Connection.open(port)) {
            long now = System.nanoTime();
            long until = now + time.toNanos();
            while (now < until) {
                long sent = System.nanoTime();
                connection.exchange(exchange.next());
                now = System.nanoTime();
                latencies.add(now - sent);
                exchange.answered(connection);
            }
        }
        return latencies;
    }

    /** Many connections on one thread. */
    public static Rate many(int port, int connections, Supplier<Exchange> exchanges, Duration time) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) lines.add(new Line(Connection.open(port), exchanges.get(), selector));
            long begun = System.nanoTime();
            long until = begun + time.toNanos();
            for (Line line : lines) line.ask();
            long silentSince = begun;
            long now = begun;
            while (now < until) {
                int ready = selector.select(key -> ((Line) key.attachment()).ready(), 1000);
                now = System.nanoTime();
                if (ready > 0) silentSince = now;
                if (now - silentSince > 5_000_000_000L) throw new WrongAnswer("no answer for 5 s");
            }
            return new Rate(lines.stream().mapToLong(line -> line.answers).sum(), (now - begun) / 1e9);
        } finally {
            for (Line line : lines) line.connection.close();
        }
    }

    private static final class Line {
        final Connection connection;
        private final Exchange exchange;
        private long answers;

        Line(Connection connection, Exchange exchange, Selector selector) throws IOException {
            this.connection = connection;
            this.exchange = exchange;
            connection.channel.configureBlocking(false);
            connection.channel.register(selector, SelectionKey.OP_READ, this);
        }

        void ask() throws IOException {
            connection.send(exchange.next());
        }

        void ready() {
            try {
                if (!connection.receive()) return;
                exchange.answered(connection);
                answers++;
                ask();
            } catch (IOException broken) {
                throw new WrongAnswer("the connection broke: " + broken);
            }
        }
    }
}
