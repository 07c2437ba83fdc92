package perihost.itests.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Client;

/**
 * A kiosk that prints one job after another, each asked for under one commandId again and again until it is answered
 * OK, whatever happens to the host meanwhile.
 */
final class Kiosk {
    private static final Set<String> AGAIN = Set.of("DEVICE_NOT_READY", "PROCESSING_ERROR", "COMMAND_REJECTED");
    private static final int UNAVAILABLE = 503;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int SHORTEST = 100;
    private static final int SPREAD = 40_000;

    private final Client client;
    private final Random random;
    private final Queue<Printed> printed = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "kiosk");
    private volatile boolean closing;

    Kiosk(int port, long seed) {
        client = new Client(port);
        random = new Random(seed);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A job that the host has accepted.
     *
     * @param id     commandId and jobId; the job's bytes begin with it
     * @param data   the bytes
     * @param body   of the request
     * @param answer the body of the answer
     */
    record Printed(String id, byte[] data, String body, String answer) {}

    /** Ends after the job in hand. */
    List<Printed> finish() throws InterruptedException {
        closing = true;
        thread.join(TimeUnit.SECONDS.toMillis(60));
        if (thread.isAlive()) throw new AssertionError("a job is not answered for a minute");
        if (!faults.isEmpty()) throw new AssertionError(faults.toString());
        return List.copyOf(printed);
    }

    private void run() {
        while (!closing && faults.isEmpty()) {
            String id = Client.id();
            byte[] data = new byte[SHORTEST + random.nextInt(SPREAD)];
            random.nextBytes(data);
            System.arraycopy(id.getBytes(StandardCharsets.US_ASCII), 0, data, 0, id.length());
            printUntilAccepted(id, data, Client.print(id, data));
        }
    }

    private void printUntilAccepted(String id, byte[] data, String body) {
        while (faults.isEmpty()) {
            try {
                Answer answer = client.post(body);
                if (answer.status() == 200 && answer.outcome().equals("OK")) {
                    printed.add(new Printed(id, data, body, answer.text()));
                    return;
                }
                if (answer.status() != UNAVAILABLE && !AGAIN.contains(answer.code())) faults.add(answer.toString());
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE_NANOS); // the host is down: asked again when it may be up
            } catch (InterruptedException e) {
                faults.add("interrupted");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
