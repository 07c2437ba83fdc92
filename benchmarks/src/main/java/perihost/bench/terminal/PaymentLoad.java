package perihost.bench.terminal;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import perihost.bench.load.Connection;
import perihost.bench.load.Request;
import perihost.bench.load.Subscribers;
import perihost.bench.load.WrongAnswer;

/** A kiosk that lets its customers pay, one after the other, on a terminal that is watched. */
public final class PaymentLoad implements Closeable {
    private static final String READY = "\"state\":\"2\"";

    private final Request request;
    private final BareTerminal terminal;
    private final Connection connection;
    private final Subscribers subscribers;
    private final BlockingQueue<Long> complete = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> ready = new LinkedBlockingQueue<>();

    /**
     * What a payment took, nanoseconds.
     *
     * @param whole  from its request to its event
     * @param before until the terminal had heard of it
     * @param after  from the terminal's last bytes on
     */
    public record Paid(long whole, long before, long after) {}

    /** @param device the terminal's id */
    public PaymentLoad(int port, String device, BareTerminal terminal) throws IOException {
        this.request = Request.command(port, "payment_start", "{\"amount\":\"10000\",\"deviceId\":\"" + device + "\"}");
        this.terminal = terminal;
        this.connection = Connection.open(port);
        this.subscribers = new Subscribers(port, 1, 0, this::event);
    }

    /** One payment; back when host and terminal are ready for the next. */
    public Paid pay(int n) throws IOException, InterruptedException {
        long sent = System.nanoTime();
        connection.exchange(request.number(n));
        connection.expectOk(request);
        long told = next(complete);
        next(ready);
        BareTerminal.Approval approval = terminal.awaitIdle();
        return new Paid(told - sent, approval.heard() - sent, told - approval.spoken());
    }

    private long next(BlockingQueue<Long> times) throws InterruptedException {
        Long time = times.poll(10, TimeUnit.SECONDS);
        subscribers.arrived(); // throws when the stream broke
        if (time == null) throw new WrongAnswer("a payment did not end in 10 s");
        return time;
    }

    private void event(String text) {
        long now = System.nanoTime();
        if (text.contains("\"payment_complete\"")) complete.add(now);
        else if (text.contains("\"payment_failed\"")) throw new WrongAnswer("a payment failed: " + text);
        else if (text.contains("\"device_state_changed\"") && text.contains(READY)) ready.add(now);
    }

    @Override
    public void close() throws IOException {
        connection.close();
        subscribers.close();
    }
}
