package perihost.itests.payment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Client;

/** Somebody who starts payments on one terminal and cancels each a moment later. */
final class Racer implements Callable<List<Payment>> {
    private static final int LONGEST_MILLIS = 60;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Client client;
    private final Witness witness;
    private final String terminal;
    private final Random random;
    private final List<Long> amounts;

    /** @param amounts one for each payment */
    Racer(Client client, Witness witness, String terminal, long seed, List<Long> amounts) {
        this.client = client;
        this.witness = witness;
        this.terminal = terminal;
        this.random = new Random(seed);
        this.amounts = List.copyOf(amounts);
    }

    @Override
    public List<Payment> call() throws Exception {
        List<Payment> payments = new ArrayList<>();
        for (long won : amounts) payments.add(race(Payment.of(won)));
        return payments;
    }

    private Payment race(Payment payment) throws IOException, InterruptedException {
        String amount = Long.toString(payment.won());
        Answer answer = ask(payment.commandId(), "payment_start", Map.of("amount", amount, "deviceId", terminal));
        assertEquals(answer.text(), "OK", answer.outcome());
        pause(TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_MILLIS * 1000)));
        Answer cancel = ask(Client.id(), "payment_cancel", Map.of("deviceId", terminal));
        boolean cancelled = cancel.outcome().equals("OK");
        assertTrue(cancel.text(), cancelled || cancel.code().equals("PAYMENT_CANCEL_FAILED"));
        while (witness.outcomes(payment.commandId()).isEmpty()) pause(PAUSE_NANOS);
        return payment.answered(answer.text()).cancelled(cancelled);
    }

    private Answer ask(String id, String type, Map<String, String> payload) throws IOException, InterruptedException {
        return client.post(Client.command("1.1", id, type, payload));
    }

    /** A moment before it is cancelled, which is the point of it; and between looks at the events. */
    private static void pause(long nanos) {
        LockSupport.parkNanos(nanos);
    }
}
