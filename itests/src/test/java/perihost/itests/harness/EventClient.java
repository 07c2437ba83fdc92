package perihost.itests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of the event stream that reads all. Its reading methods are for one thread. */
public final class EventClient implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private EventClient(String uri) {
        socket = HTTP.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .buildAsync(URI.create(uri), new Reader())
                .join();
    }

    /** A 1.0 client, from now on. */
    public static EventClient of(RunningHost host) {
        return of(host, "");
    }

    /** A client with this query, such as {@code ?protocolVersion=1.1}. */
    public static EventClient of(RunningHost host, String query) {
        return new EventClient("ws://localhost:" + host.port() + "/ws" + query);
    }

    /** The next event. */
    public JsonNode next() throws InterruptedException {
        JsonNode event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) throw new AssertionError("no event came");
        return event;
    }

    /** Reads on until an event fits, which is the last of the list. */
    public List<JsonNode> until(Predicate<JsonNode> wanted) throws InterruptedException {
        List<JsonNode> read = new ArrayList<>();
        do {
            read.add(next());
        } while (!wanted.test(read.get(read.size() - 1)));
        return read;
    }

    /** Reads on to the outcome of a print job. */
    public JsonNode untilPrinted(String jobId) throws InterruptedException {
        List<JsonNode> read = until(e -> isOutcome(e, jobId));
        return read.get(read.size() - 1);
    }

    /** Whether an event is the outcome of this print job. */
    public static boolean isOutcome(JsonNode event, String jobId) {
        return event.path("eventType").asText().equals("printer_job_complete")
                && event.path("data").path("jobId").asText().equals(jobId);
    }

    /** Whether an event tells that a device is now in this state. */
    public static boolean isState(JsonNode event, String state) {
        return event.path("eventType").asText().equals("device_state_changed")
                && event.path("data").path("state").asText().equals(state);
    }

    /** What has come and was not read. */
    public List<JsonNode> drain() {
        List<JsonNode> all = new ArrayList<>();
        events.drainTo(all);
        return all;
    }

    /** Sends one text frame. */
    public void send(String text) {
        socket.sendText(text, true).join();
    }

    /** The code with which the host closes, once it has. */
    public int awaitClose() throws Exception {
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until the stream has ended, in order or not. */
    public void awaitEnd() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        closed.whenComplete((code, failure) -> ended.countDown());
        if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new AssertionError("the stream did not end");
    }

    /** Whether the stream has ended. */
    public boolean isClosed() {
        return closed.isDone();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Reader implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                events.add(Json.read(Leaks.check(message.toString())));
                message.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
