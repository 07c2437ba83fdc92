package perihost.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import perihost.api.command.Command;
import perihost.api.command.Response;
import perihost.api.device.DeviceType;
import perihost.bench.server.Folders;
import perihost.core.CoreThread;
import perihost.core.command.Contract;
import perihost.core.device.DeviceRegistry;
import perihost.core.device.DeviceRegistry.Configured;
import perihost.core.device.Lines;
import perihost.core.event.EventHub;
import perihost.core.journal.Journal;

/** The host's way from a request's bytes to an answer's bytes, and its parts: codec and dispatch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HostContractBenchmark {
    private final Clock clock = Clock.systemUTC();
    private final CoreThread core = new CoreThread();
    private Path folder;
    private Journal journal;
    private Contract contract;
    private Command known;
    private Response answer;
    private long n;

    @Setup
    public void start() throws IOException {
        folder = Files.createTempDirectory("perihost-benchmark");
        journal = Journal.open(folder, Contract.retention(), clock, Contract.limits());
        DeviceRegistry[] devices = new DeviceRegistry[1];
        EventHub events = new EventHub(clock, () -> devices[0].snapshots());
        devices[0] = new DeviceRegistry(core, clock, new Lines(scheme -> Optional.empty()), events, device -> {});
        devices[0].configure(Map.of("escpos_printer_001", new Configured(DeviceType.PRINTER, Optional.empty())));
        contract = new Contract(devices[0], journal, core, events, clock, () -> System.nanoTime() / 1_000_000, Map::of);
        known = command(query(-1));
        answer = dispatch(known);
    }

    @TearDown
    public void stop() throws IOException {
        journal.close();
        core.close();
        Folders.delete(folder);
    }

    /** A new id each time: parsed, dispatched, encoded, kept. */
    @Benchmark
    public ByteBuffer newQuery() {
        return MessageWriter.response(dispatch(command(query(n++))));
    }

    /** The same id each time: parsed, found. */
    @Benchmark
    public ByteBuffer repeatedQuery() {
        return MessageWriter.response(dispatch(command(query(-1))));
    }

    /** JSON to a command alone. */
    @Benchmark
    public Command read() {
        return command(query(-1));
    }

    /** A response to JSON alone. */
    @Benchmark
    public ByteBuffer write() {
        return MessageWriter.response(answer);
    }

    /** Finding the answer to a duplicate alone. */
    @Benchmark
    public Response dispatchRepeated() {
        return dispatch(known);
    }

    private Response dispatch(Command command) {
        return contract.dispatcher().execute(command).toCompletableFuture().join();
    }

    private static Command command(ByteBuffer body) {
        return ((Message.Run) MessageReader.read(body)).command();
    }

    private static ByteBuffer query(long id) {
        String text = "{\"protocolVersion\":\"1.0\",\"kind\":\"command\",\"commandId\":\"" + id
                + "\",\"type\":\"get_device_list\",\"timestampMs\":1706234567890,\"payload\":{}}";
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
