package perihost.itests.payment;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Client;

/**
 * A kiosk that takes one payment after another, each asked for under its one commandId again and again until it is
 * answered, whatever happens to the host meanwhile. Its customers sometimes change their mind; it sometimes misses events
 * and then asks how the payment ended (J6).
 */
final class Kiosk {
    private static final Set<String> REFUSALS = Set.of("DEVICE_NOT_READY", "PAYMENT_START_FAILED");
    private static final int UNAVAILABLE = 503;
    private static final int PAUSE_MILLIS = 20;
    private static final int LONGEST_THOUGHT_MILLIS = 150;
    private static final long WON_APART =
            1_000; // the last three digits are left alone: they are the terminal's scenarios
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Client client;
    private final Witness witness;
    private final Random random;
    private final Queue<Payment> payments = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "kiosk");
    private volatile boolean closing;

    Kiosk(int port, Witness witness, long seed) {
        this.client = new Client(port);
        this.witness = witness;
        this.random = new Random(seed);
        thread.setDaemon(true);
    }

    /** Takes a first payment while all is well, then more in the background: a terminal that never approved anything tells little. */
    void open() throws IOException, InterruptedException {
        Payment first = Payment.of(WON_APART);
        payments.add(awaitTold(first.answered(client.post(first.body()).text())));
        thread.start();
    }

    /** Ends after the payment in hand: all of them. */
    List<Payment> finish() throws InterruptedException {
        closing = true;
        thread.join(PATIENCE.toMillis());
        if (thread.isAlive()) throw new AssertionError("a payment does not end for " + PATIENCE);
        if (!faults.isEmpty()) throw new AssertionError(faults.toString());
        return List.copyOf(payments);
    }

    /** Fails when something has gone wrong already. */
    void check() {
        if (!faults.isEmpty()) throw new AssertionError(faults.toString());
    }

    private void run() {
        try {
            for (long won = 2 * WON_APART; !closing && faults.isEmpty(); won += WON_APART)
                payments.add(pay(Payment.of(won)));
        } catch (InterruptedException | RuntimeException | AssertionError e) {
            faults.add(e.toString());
        }
    }

    private Payment pay(Payment payment) throws InterruptedException {
        Optional<String> answer = ask(payment.body());
        if (answer.isEmpty()) return payment;
        Payment taken = payment.answered(answer.get()).cancelled(happens(4) && cancel());
        return happens(3) ? awaitLearnt(taken) : awaitTold(taken);
    }

    private boolean happens(int onceIn) {
        return random.nextInt(onceIn) == 0;
    }

    /** Asks until it is accepted, or refused and given up: the OK answer. */
    private Optional<String> ask(String body) throws InterruptedException {
        while (faults.isEmpty()) {
            Optional<Answer> answer = post(body);
            if (answer.filter(a -> a.outcome().equals("OK")).isPresent()) return answer.map(Answer::text);
            if (answer.isPresent() && isRefused(answer.get()) && happens(5)) return Optional.empty();
            pause(PAUSE_MILLIS);
        }
        return Optional.empty();
    }

    private boolean isRefused(Answer answer) {
        if (answer.status() != UNAVAILABLE && !REFUSALS.contains(answer.code())) faults.add(answer.toString());
        return answer.code().equals("PAYMENT_START_FAILED");
    }

    /** The answer, if one comes: sometimes of two requests at once, which must be told the same. */
    private Optional<Answer> post(String body) throws InterruptedException {
        try {
            if (!happens(4)) return Optional.of(client.post(body));
            var other = client.postAsync(body);
            Answer answer = client.post(body);
            if (answer.outcome().equals("OK")
                    && !answer.text().equals(other.join().text()))
                faults.add("two answers: " + answer + ", " + other.join());
            return Optional.of(answer);
        } catch (IOException | CompletionException e) {
            return Optional.empty(); // the host is down: asked again when it may be up
        }
    }

    private boolean cancel() throws InterruptedException {
        pause(random.nextInt(LONGEST_THOUGHT_MILLIS));
        try {
            return client.send("payment_cancel", Map.of()).outcome().equals("OK");
        } catch (IOException e) {
            return false; // nobody knows
        }
    }

    /** Waits until the payment's outcome is told. */
    private Payment awaitTold(Payment payment) {
        while (faults.isEmpty() && witness.outcomes(payment.commandId()).isEmpty()) pause(PAUSE_MILLIS);
        return payment;
    }

    /** Asks until the payment has ended. */
    private Payment awaitLearnt(Payment payment) throws InterruptedException {
        while (faults.isEmpty()) {
            Optional<String> outcome = outcome(payment);
            if (outcome.isPresent()) return payment.learnt(outcome.get());
            pause(PAUSE_MILLIS);
        }
        return payment;
    }

    private Optional<String> outcome(Payment payment) throws InterruptedException {
        try {
            Answer answer = client.post(Client.command("1.1", Client.id(), "payment_status_check", Map.of()));
            if (!answer.outcome().equals("OK")) return Optional.empty();
            if (!answer.result("lastCommandId").equals(payment.commandId()))
                faults.add("the last payment is not " + payment + ": " + answer);
            return Optional.of(answer.result("lastOutcome")).filter(outcome -> !outcome.equals("open"));
        } catch (IOException e) {
            return Optional.empty(); // the host is down
        }
    }

    /** Between tries, while the host may be down; and a customer's hesitation. */
    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
