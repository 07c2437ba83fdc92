package perihost.devices;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All events that the host has told a WebSocket client since it connected, as JSON texts. Any thread may ask. */
final class Events implements WebSocket.Listener {
    private final List<String> texts = new ArrayList<>(); // guarded by itself
    private final StringBuilder partial = new StringBuilder(); // owned by the WebSocket, which calls in order

    private Events() {}

    static Events of(HttpClient client, URI address) {
        Events events = new Events();
        client.newWebSocketBuilder().buildAsync(address, events).join();
        return events;
    }

    /** A string field's value, the first of that name in the text; empty if there is none. Enough for our messages. */
    static String field(String json, String name) {
        Matcher m = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        return m.find() ? m.group(1) : "";
    }

    int count() {
        synchronized (texts) {
            return texts.size();
        }
    }

    /** Waits for more events than {@code seen}, the time given at most; how many there are then. */
    int awaitMoreThan(int seen, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        synchronized (texts) {
            for (long left = end - System.nanoTime(); texts.size() <= seen && left > 0; left = end - System.nanoTime())
                texts.wait(Math.max(1, left / 1_000_000));
            return texts.size();
        }
    }

    /** The {@code printer_job_complete} events of a job so far. */
    List<String> completions(String jobId) {
        synchronized (texts) {
            return texts.stream()
                    .filter(t -> field(t, "eventType").equals("printer_job_complete"))
                    .filter(t -> field(t, "jobId").equals(jobId))
                    .toList();
        }
    }

    /** Waits for the end of a job; the first event that tells it, empty if none did in time. */
    String awaitCompletion(String jobId, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        int seen = count();
        while (completions(jobId).isEmpty() && System.nanoTime() < end)
            seen = awaitMoreThan(seen, Duration.ofNanos(end - System.nanoTime()));
        return completions(jobId).stream().findFirst().orElse("");
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) add(partial.toString());
        if (last) partial.setLength(0);
        socket.request(1);
        return null; // the interface's word for: the data may be used again
    }

    private void add(String text) {
        synchronized (texts) {
            texts.add(text);
            texts.notifyAll();
        }
    }
}
