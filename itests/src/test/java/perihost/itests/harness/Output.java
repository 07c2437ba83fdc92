package perihost.itests.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process's output, read line by line as it comes and kept. */
final class Output {
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<Matcher> found = new CompletableFuture<>();
    private final Pattern wanted;
    private final Thread reader;

    Output(InputStream from, Pattern wanted) {
        this.wanted = wanted;
        reader = new Thread(() -> read(from), "output");
        reader.setDaemon(true);
        reader.start();
    }

    /** The first line that matches; fails when the process ends without one. */
    Matcher awaitLine(long seconds) throws InterruptedException, TimeoutException {
        try {
            return found.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the output ended without " + wanted, e);
        }
    }

    /** All lines until the process's end. */
    String whole() throws InterruptedException {
        reader.join(TimeUnit.SECONDS.toMillis(10));
        return text();
    }

    /** The lines so far. */
    synchronized String text() {
        return String.join("\n", lines);
    }

    private void read(InputStream from) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) take(line);
            found.completeExceptionally(new IOException("end of output"));
        } catch (IOException e) {
            found.completeExceptionally(e);
        }
    }

    private void take(String line) {
        synchronized (this) {
            lines.add(line);
        }
        Matcher m = wanted.matcher(line);
        if (m.matches()) found.complete(m);
    }
}
