package perihost.devices;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The built distribution as a process, with one printer on a line of the check's choice, and a client of it. */
final class Host implements AutoCloseable {
    static final Set<String> READY = Set.of("READY");
    static final Set<String> GONE = Set.of("DISCONNECTED", "CONNECTING");

    /** Replaces the distribution's simulated printer, so that there is no other and commands need no device id. */
    private static final String PRINTER = "escpos_printer_001";

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration ANSWER = DeviceChecks.inGuest(Duration.ofSeconds(5));
    private static final Pattern READY_LINE = Pattern.compile("ready (http://\\S+) in \\d+ ms");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;
    private final Events events;

    private Host(Process process, URI address) {
        this.process = process;
        this.address = address;
        events = Events.of(client, URI.create("ws://localhost:" + address.getPort() + "/ws"));
    }

    /** The newest unpacked distribution that {@code ./perihost build} has left. */
    static Optional<Path> distribution(Path root) {
        Path target = root.resolve("distribution/target");
        if (!Files.isDirectory(target)) return Optional.empty();
        try (Stream<Path> folders = Files.list(target)) {
            return folders.filter(f -> Files.isExecutable(f.resolve("bin/perihost")))
                    .max(Comparator.comparingLong(f -> f.resolve("bin/perihost").toFile().lastModified()));
        } catch (IOException e) {
            throw new IllegalStateException("cannot list " + target, e);
        }
    }

    /** Starts the host with its printer on {@code line}; back when it answers. Its log goes to the guest's console. */
    static Host start(Path root, String line, Report report) throws Exception {
        Path program = distribution(root).orElseThrow().resolve("bin/perihost");
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "run")
                .redirectError(ProcessBuilder.Redirect.appendTo(new File("/dev/console")));
        builder.environment().put("PERIHOST_HOME", homeWithPrinterOn(line).toString());
        Process process = builder.start();
        CompletableFuture<String> ready = new CompletableFuture<>();
        Thread output = new Thread(() -> readOutput(process, ready), "host output");
        output.setDaemon(true);
        output.start();
        try {
            String readyLine = ready.get(START.toSeconds(), TimeUnit.SECONDS);
            report.measured("the host said", readyLine);
            Matcher m = READY_LINE.matcher(readyLine);
            if (!m.find()) throw new IOException("no address in: " + readyLine);
            return new Host(process, URI.create(m.group(1)));
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Path homeWithPrinterOn(String line) throws IOException {
        Path home = Files.createTempDirectory("perihost-home");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/perihost.printer.escpos-" + PRINTER + ".cfg"),
                "name = Receipt printer\nline = " + line + "\n");
        return home;
    }

    private static void readOutput(Process process, CompletableFuture<String> ready) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine())
                if (READY_LINE.matcher(line).find()) ready.complete(line);
            ready.completeExceptionally(new IOException("the host ended before it was ready"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    Events events() {
        return events;
    }

    /** Sends a print job; the answer as JSON text. */
    String print(String jobId, byte[] job) throws IOException, InterruptedException {
        return command("printer_print", "{\"jobId\":\"" + jobId + "\",\"data\":\""
                + Base64.getEncoder().encodeToString(job) + "\"}");
    }

    private String command(String type, String payload) throws IOException, InterruptedException {
        String body = "{\"protocolVersion\":\"1.0\",\"kind\":\"command\",\"commandId\":\"" + UUID.randomUUID()
                + "\",\"type\":\"" + type + "\",\"timestampMs\":" + System.currentTimeMillis()
                + ",\"payload\":" + payload + "}";
        return client.send(request("/api/command").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString()).body();
    }

    /** The printer's state as {@code /healthz} tells it, in words. */
    String state() throws IOException, InterruptedException {
        String health = client.send(request("/healthz").GET().build(), BodyHandlers.ofString()).body();
        Matcher entry = Pattern.compile("\\{[^{}]*\"" + PRINTER + "\"[^{}]*}").matcher(health);
        return entry.find() ? Events.field(entry.group(), "stateString") : "no " + PRINTER + " in " + health;
    }

    /** Waits until the printer is in one of the states or the time is over; the state it then is in. */
    String awaitState(Set<String> states, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        int seen = events.count();
        String state = state();
        while (!states.contains(state) && System.nanoTime() < end) {
            seen = events.awaitMoreThan(seen, Duration.ofNanos(end - System.nanoTime()));
            state = state();
        }
        return state;
    }

    /** Processor time that the host has used since its start. */
    Duration processorTime() {
        return java().info().totalCpuDuration().orElseThrow();
    }

    /** How many files and devices the host has open; connections of clients do not count. */
    int openFiles() throws IOException {
        int count = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/" + java().pid() + "/fd"))) {
            for (Path file : open)
                if (!Files.readSymbolicLink(file).toString().startsWith("socket:")) count++;
        }
        return count;
    }

    /** The start script may have become the JVM or be its parent. */
    private ProcessHandle java() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(p -> p.info().command().orElse("").endsWith("/java")).findFirst().orElseThrow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER);
    }

    /** Ends the host as an operator would. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 1, TimeUnit.MINUTES).join();
        process.destroyForcibly().onExit().join();
    }
}
