package perihost.itests.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.RunningHost;

/** A 1.1 client of the event stream that comes back after each end of the host, and notes how each job ended. */
final class Outcomes {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Map<String, List<String>> byJob = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private String lastId = "";
    private EventClient events;

    /** Connects, from the last event on that it knows of. */
    void connect(RunningHost host) {
        String since = lastId.isEmpty() ? "" : "&since=" + lastId;
        events = EventClient.of(host, "?protocolVersion=1.1" + since);
    }

    /** The host has ended: takes what had come. */
    void disconnected() throws InterruptedException {
        events.awaitEnd();
        take();
    }

    /** Takes what has come so far. */
    void take() {
        for (JsonNode event : events.drain()) {
            lastId = event.path("eventId").asText();
            if (!seen.add(lastId)) continue; // told again: the contract allows it
            JsonNode data = event.path("data");
            if (event.path("eventType").asText().equals("printer_job_complete"))
                byJob.computeIfAbsent(data.path("jobId").asText(), k -> new ArrayList<>())
                        .add(data.path("success").asText());
        }
    }

    /** Waits a while for the outcomes of all these jobs, and says which were not told. */
    List<String> awaitAll(List<String> jobIds) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            take();
            List<String> untold = jobIds.stream().filter(id -> of(id).isEmpty()).toList();
            if (untold.isEmpty() || System.nanoTime() > end) return untold;
            LockSupport.parkNanos(PATIENCE_NANOS / 500);
        }
    }

    /** How often and how a job was told to have ended. */
    List<String> of(String jobId) {
        return byJob.getOrDefault(jobId, List.of());
    }

    void close() {
        events.close();
    }
}
